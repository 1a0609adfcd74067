import type { MunicipalityList, SlotList } from '@sunbeon/core';
import { type ReactNode, useState } from 'react';
import { language, say } from '../text/language.ts';
import { clockText, countText, dayText } from '../text/moments.ts';
import { NearDistricts } from './district-list.tsx';
import { type District, daysOf, districtsOf, type ListedSlot, type SiteDay, sitesOn } from './districts.ts';
import type { Choice } from './draft.ts';
import { useAge } from './use-age.ts';
import { useSnapshot } from './use-snapshot.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly windowId: string;
  readonly list: SlotList;
  /** When the list came, by the browser's monotonic counter. */
  readonly cameAtMs: number;
  /** Code of the municipality the list is of. */
  readonly code: string;
  readonly picked: readonly Choice[];
  /** No more can be picked. */
  readonly isFull: boolean;
  /** What a picked time is marked with, the first one being 1. */
  readonly mark: (rank: number) => string;
  readonly onToggle: (slot: Choice) => void;
  readonly onDistrict: (district: District) => void;
  /** What stands above the days. */
  readonly children: ReactNode;
}

const AGE_STEP_MS = 5_000;

/** The free times of a municipality: a day, then its sites with their times of that day. */
export function SlotPicker(props: Props) {
  const { list, cameAtMs, children } = props;
  const words = say(bookingWords);
  const days = daysOf(list.slots);
  const [wanted, setWanted] = useState<string | null>(null);
  const day = days.find((candidate) => candidate.day === wanted) ?? days.find(({ free }) => free > 0) ?? days[0];
  return (
    <section>
      {children}
      {days.length > 0 && (
        <fieldset>
          <legend>{words.day}</legend>
          <div className="chips">
            {days.map(({ day: key, atMs, free }) => (
              <button key={key} type="button" aria-pressed={key === day?.day} onClick={() => setWanted(key)}>
                {dayText(atMs, language())}
                {free === 0 && <small>{words.full}</small>}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <Age ageMs={list.ageMs} cameAtMs={cameAtMs} />
      {days.every(({ free }) => free === 0) && <NoneFree {...props} />}
      {day !== undefined &&
        sitesOn(list.slots, day.day).map((site) => <SiteTimes key={site.siteId} {...props} site={site} />)}
    </section>
  );
}

/** Said in steps of five seconds, and of minutes once it is old: nothing flickers. */
function Age({ ageMs, cameAtMs }: { readonly ageMs: number; readonly cameAtMs: number }) {
  const words = say(bookingWords);
  const seconds = Math.floor(useAge(ageMs, cameAtMs) / AGE_STEP_MS) * 5;
  return <p className="soft age">{seconds < 60 ? words.age(seconds) : words.ageMinutes(Math.floor(seconds / 60))}</p>;
}

/** All is taken here: what there is nearby, one tap away. */
function NoneFree({ windowId, code, onDistrict }: Props) {
  const { body } = useSnapshot<MunicipalityList>(`/v1/sites?window=${encodeURIComponent(windowId)}`);
  return (
    <>
      <p>{say(bookingWords).noneFree}</p>
      {body !== null && <NearDistricts code={code} districts={districtsOf(body)} onChoose={onDistrict} />}
    </>
  );
}

function SiteTimes({
  site,
  picked,
  isFull,
  mark,
  onToggle,
}: { site: SiteDay } & Pick<Props, 'picked' | 'isFull' | 'mark' | 'onToggle'>) {
  const words = say(bookingWords);
  return (
    <section className="site">
      <h3>
        <span lang="ko">{site.name}</span>
        <span className="soft">{site.free > 0 ? words.places(countText(site.free)) : words.full}</span>
      </h3>
      <ul className="slots">
        {site.slots.map((slot) => (
          <li key={slot.id}>
            <SlotButton
              slot={slot}
              rank={picked.findIndex(({ id }) => id === slot.id) + 1}
              isFull={isFull}
              mark={mark}
              onToggle={() => onToggle(choiceOf(slot))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SlotProps {
  readonly slot: ListedSlot;
  /** 0 while it is not chosen. */
  readonly rank: number;
  readonly isFull: boolean;
  readonly mark: (rank: number) => string;
  readonly onToggle: () => void;
}

function SlotButton({ slot, rank, isFull, mark, onToggle }: SlotProps) {
  const words = say(bookingWords);
  const barred = rank === 0 && (slot.free === 0 || isFull);
  const note = rank > 0 ? mark(rank) : slot.free > 0 ? words.places(countText(slot.free)) : words.full;
  return (
    <button
      type="button"
      className="slot"
      aria-pressed={rank > 0}
      aria-disabled={barred}
      onClick={() => {
        if (!barred) onToggle();
      }}
    >
      {clockText(Date.parse(slot.startsAt), language())}
      <small>{note}</small>
    </button>
  );
}

/** What a choice keeps of a listed slot: where and when, but not how many were free. */
function choiceOf({ id, siteId, siteName, municipality, startsAt, product }: ListedSlot): Choice {
  return { id, siteId, siteName, municipality, startsAt, product };
}
