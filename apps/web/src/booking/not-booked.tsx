import type { BookedSlot } from '@sunbeon/core';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Submission } from './submission.ts';
import { bookingWords } from './words.ts';

interface Ways {
  readonly waitingPage: string;
  readonly onTake: (slot: BookedSlot) => void;
  readonly onChooseAgain: () => void;
}

type RejectedProps = Omit<Extract<Submission, { phase: 'rejected' }>, 'phase'> & Ways;

/** The database said no: why, and what there is near, one tap away. */
export function Rejected({ code, alternatives, onTake, onChooseAgain }: RejectedProps) {
  const words = say(bookingWords);
  const [title, next] = words.rejections[code];
  return (
    <section className="outcome" data-phase="rejected">
      <h2 className="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p>{next}</p>
      {alternatives.length > 0 && (
        <>
          <h3>{words.alternatives}</h3>
          <Alternatives slots={alternatives} action={words.takeThis} onTake={onTake} />
        </>
      )}
      <WaysOn booked={code === 'already-booked'} onChooseAgain={onChooseAgain} />
    </section>
  );
}

interface AlternativesProps {
  readonly slots: readonly BookedSlot[];
  readonly action: string;
  readonly onTake: (slot: BookedSlot) => void;
}

/** Slots near those that were full, one tap each. */
export function Alternatives({ slots, action, onTake }: AlternativesProps) {
  return (
    <ul className="alternatives">
      {slots.map((slot) => (
        <li key={slot.id}>
          <button type="button" className="district" onClick={() => onTake(slot)}>
            <span>
              {slotTimeText(slot, language())}
              <small lang="ko">
                {slot.siteName} ({slot.municipality})
              </small>
            </span>
            <strong>{action}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

type RefusedProps = Omit<Extract<Submission, { phase: 'refused' }>, 'phase'> & Ways;

/** The gate did not take the request, or does not say any more what became of it. */
export function Refused({ code, title, detail, wasReceived, waitingPage, onChooseAgain }: RefusedProps) {
  const words = say(bookingWords);
  const own = words.refusals[code];
  if (wasReceived) {
    return (
      <section className="outcome" data-phase="refused">
        <h2 className="verdict" tabIndex={-1}>
          {words.received}
        </h2>
        <p>{words.outcomeUnknown}</p>
        <WaysOn booked onChooseAgain={onChooseAgain} />
      </section>
    );
  }
  return (
    <section className="outcome" data-phase="refused">
      <h2 className="verdict" tabIndex={-1}>
        {own?.[0] ?? `${title}.`}
      </h2>
      <p>{own?.[1] ?? detail}</p>
      <p>{words.notBooked}</p>
      {code === 'pass-invalid' ? (
        <div className="actions">
          <a className="button" href={waitingPage} onClick={onChooseAgain}>
            {words.goInAgain}
          </a>
        </div>
      ) : (
        <WaysOn booked={code === 'already-booked'} onChooseAgain={onChooseAgain} />
      )}
    </section>
  );
}

function WaysOn({ booked, onChooseAgain }: { readonly booked: boolean } & Pick<Ways, 'onChooseAgain'>) {
  const words = say(bookingWords);
  return (
    <div className="actions">
      {booked ? (
        <a className="button" href="/me">
          {words.seeBookings}
        </a>
      ) : (
        <button type="button" className="button button-quiet" onClick={onChooseAgain}>
          {words.chooseAgain}
        </button>
      )}
    </div>
  );
}
