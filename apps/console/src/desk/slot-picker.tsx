import { type StaffSlotList, staffSlotListSchema } from '@sunbeon/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ask } from '../api/ask.ts';
import { whileAttended } from '../api/attended.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { slotText } from './sentences.ts';
import { deskWords } from './words.ts';

/** How often what is free is looked up while somebody chooses. */
const LOOK_EVERY_MS = 5_000;
/** Slots drawn; whoever looks for others narrows the list down. */
const MOST_SHOWN = 100;
const ANYWHERE = { municipality: '', site: '', date: '' };
type Where = typeof ANYWHERE;

type FreeSlot = StaffSlotList['slots'][number];

interface SlotPickerProps {
  readonly windowId: string;
  /** Slots chosen already, in order. */
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChoose: (slot: FreeSlot) => void;
}

/** What is free in a window by the database, looked up again and again, by district, clinic and day. */
export function SlotPicker({ windowId, chosen, most, onChoose }: SlotPickerProps) {
  const words = useWords(deskWords);
  const [where, setWhere] = useState(ANYWHERE);
  const everywhere = useFreeSlots(windowId, ANYWHERE);
  const found = useFreeSlots(windowId, where);
  const slots = found.data?.slots ?? [];
  return (
    <div className="slots">
      <WhereFields where={where} onChange={setWhere} known={[...(everywhere.data?.slots ?? []), ...slots]} />
      <ProblemNote problem={found.error} />
      {found.isLoading ? <Progress /> : null}
      {found.isSuccess && slots.length === 0 ? <p>{words.noSlots}</p> : null}
      {slots.length === 0 ? null : (
        <SlotTable slots={slots.slice(0, MOST_SHOWN)} chosen={chosen} most={most} onChoose={onChoose} />
      )}
      <p className="soft">
        {words.nearLive} {found.data?.complete === false || slots.length > MOST_SHOWN ? words.moreSlots : ''}
      </p>
    </div>
  );
}

/** Nothing of a person: it may be kept for as long as somebody looks. */
function useFreeSlots(windowId: string, where: Where) {
  return useQuery({
    queryKey: ['free-slots', windowId, where],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ window: windowId });
      for (const [name, value] of Object.entries(where)) if (value !== '') query.set(name, value);
      return ask(staffSlotListSchema, `/v1/staff/slots?${query}`, { signal });
    },
    refetchInterval: whileAttended(LOOK_EVERY_MS),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

interface WhereFieldsProps {
  readonly where: Where;
  readonly onChange: (where: Where) => void;
  /** Slots whose districts and clinics can be chosen. */
  readonly known: readonly FreeSlot[];
}

function WhereFields({ where, onChange, known }: WhereFieldsProps) {
  const words = useWords(deskWords);
  const listId = useId();
  const [typed, setTyped] = useState(where.municipality);
  const districts = [...new Set(known.map(({ municipality }) => municipality))].toSorted();
  const here = known.filter(({ municipality }) => where.municipality === '' || municipality === where.municipality);
  const sites = new Map(here.map(({ siteId, siteName }) => [siteId, siteName]));
  return (
    <div className="slot-filters">
      <Field label={words.municipality}>
        {(control) => (
          <>
            <input
              {...control}
              list={listId}
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                const text = event.target.value;
                setTyped(text);
                if (text.trim() === '' || districts.includes(text.trim()))
                  onChange({ ...where, municipality: text.trim(), site: '' });
              }}
              onBlur={() => onChange({ ...where, municipality: typed.trim() })}
            />
            <datalist id={listId}>
              {districts.map((district) => (
                <option key={district} value={district}>
                  {district}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={words.site}>
        {(control) => (
          <select
            {...control}
            value={where.site}
            onChange={(event) => onChange({ ...where, site: event.target.value })}
          >
            <option value="">{words.all}</option>
            {[...sites].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.date}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={where.date}
            onChange={(event) => onChange({ ...where, date: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

type SlotTableProps = Omit<SlotPickerProps, 'windowId'> & { readonly slots: readonly FreeSlot[] };

function SlotTable({ slots, chosen, most, onChoose }: SlotTableProps) {
  const words = useWords(deskWords);
  const language = useLanguage();
  const isFull = most > 1 && chosen.length >= most;
  return (
    <TablePlace caption={words.freeSlots}>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.site}</th>
          <th scope="col" className="end">
            {words.free}
          </th>
          <th scope="col">{words.choose}</th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot) => (
          <tr key={slot.id} className={chosen.includes(slot.id) ? 'is-chosen' : undefined}>
            <td>{momentText(slot.startsAt, language)}</td>
            <td>
              {slot.siteName} <span className="soft">{slot.municipality}</span>
            </td>
            <td className="end">{countText(slot.free)}</td>
            <td>
              {chosen.includes(slot.id) ? (
                words.rank(chosen.indexOf(slot.id) + 1)
              ) : (
                <Button
                  kind="quiet"
                  label={words.chooseSlot(slotText(slot, language))}
                  why={isFull ? words.threeChosen : null}
                  onPress={() => onChoose(slot)}
                >
                  {words.choose}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TablePlace>
  );
}
