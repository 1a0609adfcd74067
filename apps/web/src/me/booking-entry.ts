import type { MyBookings } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { myWords } from './words.ts';

type MyBooking = MyBookings['bookings'][number];

/** One booking as its owner reads it: state, number, when, where, and how far the confirmation has come. */
export function bookingEntry(booking: MyBooking): HTMLElement {
  const words = say(myWords);
  const rows: [string, Node | string][] = [
    [words.when, slotTimeText(booking, language())],
    [words.where, element('span', { lang: 'ko' }, `${booking.siteName} (${booking.municipality})`)],
    [words.what, booking.product],
  ];
  if (booking.message !== null) rows.push([words.message, words.messages[booking.message]]);
  return element(
    'li',
    { class: `booking booking-${booking.state}` },
    element('p', { class: `state state-${booking.state}` }, words.states[booking.state]),
    element('p', { class: 'soft' }, words.number),
    element('p', { class: 'booking-number' }, booking.number),
    element(
      'dl',
      { class: 'facts' },
      ...rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
    ),
  );
}
