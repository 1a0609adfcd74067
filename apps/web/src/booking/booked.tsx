import type { BookingView, MyBookings } from '@sunbeon/core';
import { saveBookings } from '../calendar/booking-calendar.ts';
import { type MyBooking, myBookingsAddress } from '../gate/my-bookings.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { smsWords } from '../text/sms-words.ts';
import { Notice } from './notice.tsx';
import type { BookedPerson } from './person.ts';
import { useSnapshot } from './use-snapshot.ts';
import { bookingWords } from './words.ts';

const LOOK_MS = 3_000;

interface Props {
  readonly booking: BookingView;
  readonly secondDose?: BookingView;
  readonly person: BookedPerson | null;
  readonly consentId: string | null;
  readonly onChooseAgain: () => void;
}

/** The booking as the database has it, how far its message has come, and what can be done with it. */
export function Booked({ booking, secondDose, person, consentId, onChooseAgain }: Props) {
  const words = say(bookingWords);
  const { body } = useSnapshot<MyBookings>(myBookingsAddress(consentId), LOOK_MS);
  const now = body?.bookings.find(({ id }) => id === booking.id);
  const secondNow = body?.bookings.find(({ id }) => id === secondDose?.id);
  if (now?.state === 'cancelled') {
    return (
      <Notice
        title={words.cancelledSince}
        text={words.cancelledNext}
        action={words.bookAgain}
        onAction={onChooseAgain}
      />
    );
  }
  const [first, second] = [now ?? booking, secondNow ?? secondDose];
  return (
    <section className="outcome" data-phase="confirmed">
      <h2 className="verdict verdict-booked" tabIndex={-1}>
        {now?.state === 'displaced' ? words.displacedSince : words.booked}
      </h2>
      {second !== undefined && <h3>{words.firstDose}</h3>}
      <Facts booking={first} person={person} />
      {second !== undefined && (
        <>
          <h3>{words.secondDose}</h3>
          <Facts booking={second} person={person} />
        </>
      )}
      <SmsState message={now?.message ?? null} />
      <div className="actions">
        <button
          type="button"
          className="button"
          onClick={() => saveBookings(second === undefined ? [first] : [first, second])}
        >
          {words.toCalendar}
        </button>
        <a className="button button-quiet" href="/me">
          {words.seeBookings}
        </a>
      </div>
    </section>
  );
}

/** Read out once it has arrived: the rest is a matter of seconds. */
function SmsState({ message }: { readonly message: MyBooking['message'] }) {
  const { message: name, messages } = say(smsWords);
  return (
    <output className="sms">
      <p>
        <span className="soft">{name}</span> <strong>{messages[message ?? 'queued']}</strong>
      </p>
      {message !== 'delivered' && <p>{say(bookingWords).sms}</p>}
    </output>
  );
}

function Facts({ booking, person }: Pick<Props, 'booking' | 'person'>) {
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
            <dd>{person.name}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
