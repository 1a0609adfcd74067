import type { BookingView, Translated } from '@sunbeon/core';
import { say } from '../text/language.ts';
import { type Appointment, calendarFile } from './calendar-file.ts';
import { saveCalendarFile } from './save-file.ts';

/** From coming in until the rest after the injection is over. */
const APPOINTMENT_MS = 30 * 60_000;
const MINUTE_MS = 60_000;
/** The evening before, and in time to go there. */
const REMIND_MINUTES = [16 * 60, 120];

const ko = {
  titles: { 1: '예방접종', 2: '예방접종 2차' },
  text: (number: string, product: string) =>
    `예약 번호 ${number}\n백신 ${product}\n신분증을 가져오십시오. 문의 1339\n바뀐 내용은 순번의 “내 예약”에서 확인하십시오.`,
};

const en: typeof ko = {
  titles: { 1: 'Vaccination', 2: 'Vaccination, second dose' },
  text: (number, product) =>
    `Booking number ${number}\nVaccine ${product}\nBring a photo ID. Questions: 1339\nFor changes see “My bookings” at Sunbeon.`,
};

const words: Translated<typeof ko> = { ko, en };

type Booked = Pick<BookingView, 'id' | 'dose' | 'number' | 'product' | 'siteName' | 'municipality' | 'startsAt'>;

/** Hands the visitor these bookings as one calendar file. One taken in before is changed by it, not doubled. */
export function saveBookings(bookings: readonly Booked[]): void {
  const madeAtMs = Date.now();
  saveCalendarFile(
    `sunbeon-${bookings[0]?.number ?? ''}.ics`,
    calendarFile(
      bookings.map((booking) => appointmentOf(booking, madeAtMs)),
      madeAtMs,
    ),
  );
}

function appointmentOf(booking: Booked, madeAtMs: number): Appointment {
  const { id, dose, number, product, siteName, municipality, startsAt } = booking;
  const startsAtMs = Date.parse(startsAt);
  const { titles, text } = say(words);
  return {
    uid: `${id}@sunbeon`,
    // A file made later says what is true later.
    sequence: Math.floor(madeAtMs / MINUTE_MS),
    startsAtMs,
    endsAtMs: startsAtMs + APPOINTMENT_MS,
    title: `${titles[dose]} · ${siteName}`,
    place: `${siteName} (${municipality})`,
    text: text(number, product),
    remindMinutes: REMIND_MINUTES,
  };
}
