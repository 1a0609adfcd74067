import { type BookedSlot, MAX_CHOICES } from '@sunbeon/core';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Choice, DraftChange } from './draft.ts';
import { RankButtons } from './rank-buttons.tsx';
import { bookingWords } from './words.ts';

interface Props {
  readonly choices: readonly Choice[];
  /** The chosen slots that have been taken by others meanwhile. */
  readonly full: ReadonlySet<string>;
  readonly onChange: (change: DraftChange) => void;
}

/** What is chosen so far, beside the times on a wide screen and under them on a phone, with the way on. */
export function ChosenTimes({ choices, full, onChange }: Props) {
  const words = say(bookingWords);
  return (
    <aside className="chosen" aria-label={words.chosen}>
      <h3>{words.chosen}</h3>
      <output>{choices.length === 0 ? words.nothingChosen : words.chosenCount(choices.length)}</output>
      {choices.length === MAX_CHOICES && <p className="soft chosen-hint">{words.threeChosen}</p>}
      <ol>
        {choices.map((slot, index) => (
          <li key={slot.id}>
            <ChoiceText slot={slot} rank={index + 1} />
            {full.has(slot.id) && <p className="problem">{words.fullMeanwhile}</p>}
            <RankButtons choices={choices} index={index} onChange={onChange} />
          </li>
        ))}
      </ol>
      {choices.length > 0 && (
        <a className="button" href="#review">
          {words.review}
        </a>
      )}
    </aside>
  );
}

/** One choice: its rank, when and where. */
export function ChoiceText({ slot, rank }: { readonly slot: BookedSlot; readonly rank: number }) {
  return (
    <div>
      <strong className="rank">{say(bookingWords).rank(rank)}</strong>
      <p>{slotTimeText(slot, language())}</p>
      <p className="soft" lang="ko">
        {slot.siteName} ({slot.municipality})
      </p>
    </div>
  );
}
