import { dayOfWeek, instantInSeoul, type SiteBlock, type SiteWeek, type WeekSlot } from '@sunbeon/core';
import { TablePlace } from '../parts/table-place.tsx';
import { dayText, timeText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { noonOf, todayInSeoul } from './days.ts';
import { clinicWords } from './words.ts';

const NO_SLOTS: readonly WeekSlot[] = [];

interface WeekTableProps {
  readonly week: SiteWeek;
  /** The id of the slot that is open. */
  readonly chosen: string | null;
  readonly onChoose: (slot: WeekSlot) => void;
}

/** Times down, days across. */
export function WeekTable({ week, chosen, onChoose }: WeekTableProps) {
  const words = useWords(clinicWords);
  const times = [...new Set(week.slots.map(({ startsAt }) => timeText(startsAt)))].toSorted();
  const byPlace = slotsByPlace(week.slots);
  const isOneProduct = new Set(week.slots.map(({ product }) => product)).size === 1;
  return (
    <TablePlace caption={words.parts.week}>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          {week.days.map((day) => (
            <DayHead key={day.day} {...day} />
          ))}
        </tr>
      </thead>
      <tbody className="week">
        {times.map((time) => (
          <tr key={time}>
            <th scope="row">{time}</th>
            {week.days.map(({ day }) => (
              <td key={day}>
                <Cell
                  slots={byPlace.get(placeOf(day, time)) ?? NO_SLOTS}
                  block={blockAt(week, instantInSeoul(day, time).getTime())}
                  showsProduct={!isOneProduct}
                  chosen={chosen}
                  onChoose={onChoose}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TablePlace>
  );
}

interface CellProps {
  readonly slots: readonly WeekSlot[];
  /** What keeps this time free of appointments. */
  readonly block: SiteBlock | null;
  readonly showsProduct: boolean;
  readonly chosen: string | null;
  readonly onChoose: (slot: WeekSlot) => void;
}

/** The slots of one time on one day; where there are none, the block that keeps it free. */
function Cell({ slots, block, showsProduct, chosen, onChoose }: CellProps) {
  const words = useWords(clinicWords);
  if (slots.length === 0) {
    return block === null ? null : <span className="blocked">{`${words.blocked}: ${block.reason}`}</span>;
  }
  return slots.map((slot) => (
    <SlotButton
      key={slot.id}
      slot={slot}
      isOpen={slot.id === chosen}
      isBlocked={block !== null}
      showsProduct={showsProduct}
      onChoose={onChoose}
    />
  ));
}

function DayHead({ day, holidays }: SiteWeek['days'][number]) {
  const words = useWords(clinicWords);
  const isToday = day === todayInSeoul();
  return (
    <th scope="col" aria-current={isToday ? 'date' : undefined} className={isToday ? 'today' : undefined}>
      {`${Number(day.slice(5, 7))}/${Number(day.slice(8))} (${words.weekdays[dayOfWeek(day)] ?? ''})`}
      {holidays === null ? <span className="holiday">{words.holidaysUnknown}</span> : null}
      {holidays?.map((name) => (
        <span key={name} className="holiday" lang="ko">
          {name}
        </span>
      ))}
    </th>
  );
}

interface SlotButtonProps {
  readonly slot: WeekSlot;
  readonly isOpen: boolean;
  readonly isBlocked: boolean;
  readonly showsProduct: boolean;
  readonly onChoose: (slot: WeekSlot) => void;
}

function SlotButton({ slot, isOpen, isBlocked, showsProduct, onChoose }: SlotButtonProps) {
  const words = useWords(clinicWords);
  const language = useLanguage();
  const { startsAt, product, taken, capacity, closed } = slot;
  const day = dayText(noonOf(dayOf(startsAt)), language);
  const note = closed ? words.closed : isBlocked ? words.blocked : taken >= capacity ? words.full : null;
  return (
    <button
      type="button"
      className={`slot ${closed ? 'slot-closed' : taken >= capacity ? 'slot-full' : 'slot-open'}`}
      aria-expanded={isOpen}
      onClick={() => onChoose(slot)}
    >
      <span className="unseen">{`${day} ${timeText(startsAt)} `}</span>
      <span className={showsProduct ? 'slot-product' : 'unseen'}>{`${product} `}</span>
      <span>{words.taken(taken, capacity)}</span>
      {note === null ? null : <span className="slot-note">{` ${note}`}</span>}
    </button>
  );
}

function dayOf(startsAt: string): SiteWeek['days'][number]['day'] {
  return todayInSeoul(new Date(startsAt));
}

function placeOf(day: string, time: string): string {
  return `${day} ${time}`;
}

function slotsByPlace(slots: readonly WeekSlot[]): ReadonlyMap<string, readonly WeekSlot[]> {
  const byPlace = new Map<string, WeekSlot[]>();
  for (const slot of slots) {
    const place = placeOf(dayOf(slot.startsAt), timeText(slot.startsAt));
    byPlace.set(place, [...(byPlace.get(place) ?? []), slot]);
  }
  return byPlace;
}

function blockAt({ blocks }: SiteWeek, atMs: number): SiteBlock | null {
  return blocks.find(({ from, until }) => Date.parse(from) <= atMs && atMs < Date.parse(until)) ?? null;
}
