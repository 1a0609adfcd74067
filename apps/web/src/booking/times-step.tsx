import { type BookedSlot, MAX_CHOICES, type SlotList } from '@sunbeon/core';
import { useState } from 'react';
import { language, say } from '../text/language.ts';
import { clockText, countText, dayText } from '../text/moments.ts';
import { ChosenTimes } from './chosen-times.tsx';
import { daysOf, type ListedSlot, type SiteDay, sitesOn } from './districts.ts';
import type { Draft, DraftChange } from './draft.ts';
import { municipalityText } from '../places/places.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly list: SlotList;
  readonly district: NonNullable<Draft['district']>;
  readonly choices: readonly BookedSlot[];
  readonly onChange: (change: DraftChange) => void;
}

/** Which times: a day, then the sites of the district with their times of that day; up to three in order of preference. */
export function TimesStep({ list, district, choices, onChange }: Props) {
  const words = say(bookingWords);
  const days = daysOf(list.slots);
  const [wanted, setWanted] = useState<string | null>(null);
  const day = days.find((candidate) => candidate.day === wanted) ?? days.find(({ free }) => free > 0) ?? days[0];
  return (
    <div className="times">
      <section>
        <a className="way-back" href="#district">
          ← {words.otherDistrict}
        </a>
        <h2 tabIndex={-1}>
          {municipalityText(district.code, district.name, language())} · {words.timesTitle}
        </h2>
        <p>{words.timesHint}</p>
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
        <p className="soft age">{words.age(Math.round(list.ageMs / 1_000))}</p>
        {days.every(({ free }) => free === 0) && <p>{words.noneFree}</p>}
        {day !== undefined &&
          sitesOn(list.slots, day.day).map((site) => (
            <SiteTimes key={site.siteId} site={site} choices={choices} onChange={onChange} />
          ))}
      </section>
      <ChosenTimes choices={choices} onChange={onChange} />
    </div>
  );
}

function SiteTimes({ site, choices, onChange }: { site: SiteDay } & Pick<Props, 'choices' | 'onChange'>) {
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
              rank={choices.findIndex(({ id }) => id === slot.id) + 1}
              allChosen={choices.length >= MAX_CHOICES}
              onToggle={() => onChange({ type: 'toggle', slot: bookedSlotOf(slot) })}
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
  readonly allChosen: boolean;
  readonly onToggle: () => void;
}

function SlotButton({ slot, rank, allChosen, onToggle }: SlotProps) {
  const words = say(bookingWords);
  const barred = rank === 0 && (slot.free === 0 || allChosen);
  const note = rank > 0 ? words.rank(rank) : slot.free > 0 ? words.places(countText(slot.free)) : words.full;
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
function bookedSlotOf({ id, siteName, municipality, startsAt, product }: ListedSlot): BookedSlot {
  return { id, siteName, municipality, startsAt, product };
}
