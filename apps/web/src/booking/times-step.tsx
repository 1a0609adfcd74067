import { MAX_CHOICES, type MunicipalityList, type SlotList } from '@sunbeon/core';
import { useState } from 'react';
import { language, say } from '../text/language.ts';
import { clockText, countText, dayText } from '../text/moments.ts';
import { ChosenTimes } from './chosen-times.tsx';
import { NearDistricts } from './district-list.tsx';
import { type District, daysOf, districtsOf, type ListedSlot, type SiteDay, sitesOn } from './districts.ts';
import type { Choice, Draft, DraftChange } from './draft.ts';
import { useAge } from './use-age.ts';
import { useSnapshot } from './use-snapshot.ts';
import { municipalityText } from '../places/places.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly windowId: string;
  readonly list: SlotList;
  /** When the list came, by the browser's monotonic counter. */
  readonly cameAtMs: number;
  readonly district: NonNullable<Draft['district']>;
  readonly choices: readonly Choice[];
  readonly onChange: (change: DraftChange) => void;
  readonly onDistrict: (district: District) => void;
}

const AGE_STEP_MS = 5_000;

/** Which times: a day, then the sites of the district with their times of that day; up to three in order of preference. */
export function TimesStep(props: Props) {
  const { list, cameAtMs, district, choices, onChange } = props;
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
        <Age ageMs={list.ageMs} cameAtMs={cameAtMs} />
        {days.every(({ free }) => free === 0) && <NoneFree {...props} />}
        {day !== undefined &&
          sitesOn(list.slots, day.day).map((site) => (
            <SiteTimes key={site.siteId} site={site} choices={choices} onChange={onChange} />
          ))}
      </section>
      <ChosenTimes choices={choices} full={fullAmong(list)} onChange={onChange} />
    </div>
  );
}

/** Said in steps of five seconds, and of minutes once it is old: nothing flickers. */
function Age({ ageMs, cameAtMs }: { readonly ageMs: number; readonly cameAtMs: number }) {
  const words = say(bookingWords);
  const seconds = Math.floor(useAge(ageMs, cameAtMs) / AGE_STEP_MS) * 5;
  return <p className="soft age">{seconds < 60 ? words.age(seconds) : words.ageMinutes(Math.floor(seconds / 60))}</p>;
}

function fullAmong({ slots }: SlotList): ReadonlySet<string> {
  return new Set(slots.flatMap(({ id, free }) => (free === 0 ? [id] : [])));
}

/** All is taken here: what there is nearby, one tap away. */
function NoneFree({ windowId, district, onDistrict }: Props) {
  const { body } = useSnapshot<MunicipalityList>(`/v1/sites?window=${encodeURIComponent(windowId)}`);
  return (
    <>
      <p>{say(bookingWords).noneFree}</p>
      {body !== null && <NearDistricts code={district.code} districts={districtsOf(body)} onChoose={onDistrict} />}
    </>
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
              onToggle={() => onChange({ type: 'toggle', slot: choiceOf(slot) })}
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
function choiceOf({ id, siteId, siteName, municipality, startsAt, product }: ListedSlot): Choice {
  return { id, siteId, siteName, municipality, startsAt, product };
}
