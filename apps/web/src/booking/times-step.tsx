import { MAX_CHOICES, type SlotList } from '@sunbeon/core';
import { municipalityText } from '../places/places.ts';
import { language, say } from '../text/language.ts';
import { ChosenTimes } from './chosen-times.tsx';
import type { District } from './districts.ts';
import type { Choice, Draft, DraftChange } from './draft.ts';
import { SlotPicker } from './slot-picker.tsx';
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

/** Which times: up to three in order of preference, and beside them what is chosen so far. */
export function TimesStep({ windowId, list, cameAtMs, district, choices, onChange, onDistrict }: Props) {
  const words = say(bookingWords);
  return (
    <div className="times">
      <SlotPicker
        windowId={windowId}
        list={list}
        cameAtMs={cameAtMs}
        code={district.code}
        picked={choices}
        isFull={choices.length >= MAX_CHOICES}
        mark={words.rank}
        onToggle={(slot) => onChange({ type: 'toggle', slot })}
        onDistrict={onDistrict}
      >
        <a className="way-back" href="#district">
          ← {words.otherDistrict}
        </a>
        <h2 tabIndex={-1}>
          {municipalityText(district.code, district.name, language())} · {words.timesTitle}
        </h2>
        <p>{words.timesHint}</p>
      </SlotPicker>
      <ChosenTimes choices={choices} full={fullAmong(list)} onChange={onChange} />
    </div>
  );
}

function fullAmong({ slots }: SlotList): ReadonlySet<string> {
  return new Set(slots.flatMap(({ id, free }) => (free === 0 ? [id] : [])));
}
