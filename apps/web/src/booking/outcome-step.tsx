import type { BookedSlot, BookingView, IdentityView } from '@sunbeon/core';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Submission } from './submission.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly submission: Submission;
  readonly person: IdentityView | null;
  readonly windowId: string;
  readonly onTake: (slot: BookedSlot) => void;
  readonly onChooseAgain: () => void;
}

/** What became of the request, in the words of the moment: sending, received, booked, or why not and what instead. */
export function OutcomeStep(props: Props) {
  const { submission } = props;
  const words = say(bookingWords);
  switch (submission.phase) {
    case 'sending':
      return <Underway title={words.sending} next={words.sendingNext} />;
    case 'received':
      return <Underway title={words.received} next={words.receivedNext} />;
    case 'confirmed':
      return <Booked {...submission} person={props.person} />;
    case 'rejected':
      return <Rejected {...props} submission={submission} />;
    case 'refused':
      return <Refused {...props} submission={submission} />;
    default:
      return submission satisfies never;
  }
}

function Underway({ title, next }: { readonly title: string; readonly next: string }) {
  return (
    <section className="outcome" data-phase="underway">
      <h2 className="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p>{next}</p>
    </section>
  );
}

interface BookedProps extends Pick<Props, 'person'> {
  readonly booking: BookingView;
  readonly secondDose?: BookingView;
}

function Booked({ booking, secondDose, person }: BookedProps) {
  const words = say(bookingWords);
  return (
    <section className="outcome" data-phase="confirmed">
      <h2 className="verdict verdict-booked" tabIndex={-1}>
        {words.booked}
      </h2>
      {secondDose !== undefined && <h3>{words.firstDose}</h3>}
      <Facts booking={booking} person={person} />
      {secondDose !== undefined && (
        <>
          <h3>{words.secondDose}</h3>
          <Facts booking={secondDose} person={person} />
        </>
      )}
      <p>{words.sms}</p>
      <div className="actions">
        <a className="button" href="/me">
          {words.seeBookings}
        </a>
      </div>
    </section>
  );
}

function Facts({ booking, person }: Pick<BookedProps, 'booking' | 'person'>) {
  const words = say(bookingWords);
  return (
    <>
      <p className="soft">{words.bookingNumber}</p>
      <p className="booking-number">{booking.number}</p>
      <dl className="facts">
        <div>
          <dt>{words.when}</dt>
          <dd>{slotTimeText(booking, language())}</dd>
        </div>
        <div>
          <dt>{words.where}</dt>
          <dd lang="ko">
            {booking.siteName} ({booking.municipality})
          </dd>
        </div>
        <div>
          <dt>{words.what}</dt>
          <dd>{booking.product}</dd>
        </div>
        {person !== null && (
          <div>
            <dt>{words.who}</dt>
            <dd>{person.maskedName}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Rejected({
  submission,
  onTake,
  onChooseAgain,
}: Props & { readonly submission: Extract<Submission, { phase: 'rejected' }> }) {
  const words = say(bookingWords);
  const [title, next] = words.rejections[submission.code];
  return (
    <section className="outcome" data-phase="rejected">
      <h2 className="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p>{next}</p>
      {submission.alternatives.length > 0 && (
        <>
          <h3>{words.alternatives}</h3>
          <ul className="alternatives">
            {submission.alternatives.map((slot) => (
              <li key={slot.id}>
                <button type="button" className="district" onClick={() => onTake(slot)}>
                  <span>
                    {slotTimeText(slot, language())}
                    <small lang="ko">
                      {slot.siteName} ({slot.municipality})
                    </small>
                  </span>
                  <strong>{words.takeThis}</strong>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <WaysOn booked={submission.code === 'already-booked'} onChooseAgain={onChooseAgain} />
    </section>
  );
}

function Refused({
  submission,
  windowId,
  onChooseAgain,
}: Props & { readonly submission: Extract<Submission, { phase: 'refused' }> }) {
  const words = say(bookingWords);
  const passEnded = submission.code === 'pass-invalid';
  return (
    <section className="outcome" data-phase="refused">
      <h2 className="verdict" tabIndex={-1}>
        {submission.title}.
      </h2>
      <p>{submission.detail}</p>
      <p>{words.notBooked}</p>
      {passEnded ? (
        <div className="actions">
          <a className="button" href={`/windows/${windowId}`} onClick={onChooseAgain}>
            {words.goInAgain}
          </a>
        </div>
      ) : (
        <WaysOn booked={submission.code === 'already-booked'} onChooseAgain={onChooseAgain} />
      )}
    </section>
  );
}

function WaysOn({ booked, onChooseAgain }: { readonly booked: boolean } & Pick<Props, 'onChooseAgain'>) {
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
