import { say } from '../text/language.ts';
import { ChoiceText } from './chosen-times.tsx';
import type { Choice, DraftChange } from './draft.ts';
import { ForWhom } from './for-whom.tsx';
import type { BookedPerson } from './person.ts';
import { RankButtons } from './rank-buttons.tsx';
import { bookingWords } from './words.ts';

interface Props {
  readonly person: BookedPerson | null;
  readonly choices: readonly Choice[];
  /** Where two doses are booked together: so many days apart at least. */
  readonly secondDoseAfterDays: number | null;
  readonly onChange: (change: DraftChange) => void;
  readonly onSubmit: () => void;
}

/** The whole request on one screen before it is sent. */
export function ReviewStep({ person, choices, secondDoseAfterDays, onChange, onSubmit }: Props) {
  const words = say(bookingWords);
  return (
    <section className="review">
      <h2 tabIndex={-1}>{words.reviewTitle}</h2>
      <ForWhom person={person} />
      <ol className="choices">
        {choices.map((slot, index) => (
          <li key={slot.id}>
            <ChoiceText slot={slot} rank={index + 1} />
            <RankButtons choices={choices} index={index} onChange={onChange} />
          </li>
        ))}
      </ol>
      {secondDoseAfterDays !== null && <p>{words.withSecond(secondDoseAfterDays)}</p>}
      {choices.length > 1 && <p>{words.reviewHint}</p>}
      <div className="actions">
        <button type="button" className="button" id="submit" onClick={onSubmit}>
          {words.submit}
        </button>
        <a className="button button-quiet" href="#times">
          {words.back}
        </a>
      </div>
    </section>
  );
}
