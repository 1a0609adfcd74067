import type { StaffBookings } from '@sunbeon/core';
import { messageStateWords } from '../text/message-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { BookingActions } from './booking-actions.tsx';
import { bookingSentences } from './sentences.ts';
import { deskWords } from './words.ts';

type ShownBooking = StaffBookings['bookings'][number];

/** Every booking of the caller, cancelled and displaced ones included, each with what can be done. */
export function BookingsPart({ bookings }: { readonly bookings: readonly ShownBooking[] }) {
  const words = useWords(deskWords);
  return (
    <section aria-label={words.bookings}>
      <h2>{words.bookings}</h2>
      {bookings.length === 0 ? <p className="soft">{words.noBookings}</p> : null}
      <ul className="truths">
        {bookings.map((booking) => (
          <ShownBookingItem key={booking.id} booking={booking} />
        ))}
      </ul>
    </section>
  );
}

function ShownBookingItem({ booking }: { readonly booking: ShownBooking }) {
  const words = useWords(deskWords);
  const states = useWords(messageStateWords);
  const language = useLanguage();
  const { number, dose, madeBy, message, state } = booking;
  const about = [words.dose(dose), words.madeBy[madeBy]];
  if (message !== null) about.push(`${words.messages}: ${states[message]}`);
  return (
    <li className={`booking-${state}`}>
      <h3 className="numbers">{number}</h3>
      {bookingSentences(booking, language).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="soft">{about.join(' · ')}</p>
      <BookingActions booking={booking} />
    </li>
  );
}
