import type { CarrierMessage } from '../evidence.ts';
import { type Evidence, type Finding, finding, groupBy } from './finding.ts';

/** A booking's number as messages carry it. */
const BOOKING_NUMBER = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/;
const SENT = new Set(['sent', 'delivered']);

interface Correspondence {
  /** Different texts the carrier took. */
  readonly texts: ReadonlyMap<string, CarrierMessage[]>;
}

function byBooking(carrierLog: readonly CarrierMessage[]): Map<string, Correspondence> {
  const messages = groupBy(carrierLog, ({ text }) => BOOKING_NUMBER.exec(text)?.[0] ?? 'no number');
  return new Map([...messages].map(([number, sent]) => [number, { texts: groupBy(sent, ({ text }) => text) }]));
}

/** Nobody is told of a booking, or of a change, that is not in the database. */
export function messagesWithoutBooking({ rows, carrierLog }: Evidence): Finding {
  const bookings = new Map(rows.bookings.map((row) => [row.number, row.id]));
  const messages = groupBy(rows.messages, ({ bookingId }) => bookingId);
  const wrong = [...byBooking(carrierLog)].flatMap(([number, { texts }]) => {
    const id = bookings.get(number);
    if (id === undefined) return [`${number} is no booking`];
    const known = messages.get(id)?.length ?? 0;
    return texts.size > known ? [`${number}: ${texts.size} different texts, ${known} messages`] : [];
  });
  return finding('messages without a booking', wrong);
}

/** Every booking and every change has a message, it was sent, and the carrier has it. */
export function bookingsWithoutMessage({ rows, carrierLog }: Evidence): Finding {
  const messages = groupBy(rows.messages, ({ bookingId }) => bookingId);
  const taken = byBooking(carrierLog);
  const wrong = rows.bookings.flatMap(({ id, number }) => {
    const own = messages.get(id) ?? [];
    if (own.length === 0) return [`${number} has no message`];
    const waiting = own.filter(({ state }) => !SENT.has(state) && state !== 'superseded');
    if (waiting.length > 0) return [`${number} has a message that is ${waiting.map(({ state }) => state).join(', ')}`];
    const sent = own.filter(({ state }) => SENT.has(state)).length;
    const texts = taken.get(number)?.texts.size ?? 0;
    return texts < sent ? [`${number}: ${sent} messages sent, ${texts} at the carrier`] : [];
  });
  return finding('bookings without a message', wrong);
}

/** A message goes out again only when nobody could say whether it had, which is written down beforehand. */
export function duplicateMessages({ rows, carrierLog }: Evidence): Finding {
  const numbers = new Map(rows.bookings.map(({ id, number }) => [number, id]));
  const messages = groupBy(rows.messages, ({ bookingId }) => bookingId);
  const wrong = [...byBooking(carrierLog)].flatMap(([number, { texts }]) => {
    const own = messages.get(numbers.get(number) ?? '') ?? [];
    const ambiguous = own.filter(({ sentAgain }) => sentAgain).length;
    const copies = [...texts.values()].reduce((sum, each) => sum + each.length - 1, 0);
    return copies > ambiguous ? [`${number}: ${copies} copies too many, ${ambiguous} ambiguous sends`] : [];
  });
  return finding('duplicate messages beyond ambiguous sends', wrong);
}

/** How many messages went out more than once, for the report. */
export function repeatedMessages(carrierLog: readonly CarrierMessage[]): number {
  return [...byBooking(carrierLog).values()]
    .flatMap(({ texts }) => [...texts.values()])
    .reduce((sum, copies) => sum + copies.length - 1, 0);
}
