import type { BookedSlot, IdentityView } from '@sunbeon/core';
import { birthDateText } from '../text/birth-date-text.ts';
import { language, say } from '../text/language.ts';
import { ChoiceText } from './chosen-times.tsx';
import type { DraftChange } from './draft.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly person: IdentityView | null;
  readonly choices: readonly BookedSlot[];
  readonly onChange: (change: DraftChange) => void;
  readonly onSubmit: () => void;
}

/** The whole request on one screen before it is sent. */
export function ReviewStep({ person, choices, onChange, onSubmit }: Props) {
  const words = say(bookingWords);
  return (
    <section className="review">
      <h2 tabIndex={-1}>{words.reviewTitle}</h2>
      {person !== null && (
        <p>
          <span className="soft">{words.who}</span> <strong>{person.maskedName}</strong> (
          {words.bornOn(birthDateText(person.birthDate, language()))})
        </p>
      )}
      <ol className="choices">
        {choices.map((slot, index) => (
          <li key={slot.id}>
            <ChoiceText slot={slot} rank={index + 1} />
            {index > 0 && (
              <button type="button" className="plain" onClick={() => onChange({ type: 'prefer', slotId: slot.id })}>
                ↑ {words.prefer}
              </button>
            )}
          </li>
        ))}
      </ol>
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
