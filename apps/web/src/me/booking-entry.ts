import type { MyConsents } from '@sunbeon/core';
import type { MyBooking } from '../gate/my-bookings.ts';
import { element } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { smsWords } from '../text/sms-words.ts';
import { changePanel, type Panel, type PanelActions } from './change-panel.ts';
import { hasTwoDoses } from './choices.ts';
import { madeByText } from './made-by.ts';
import type { PersonBookings } from './people.ts';
import { myWords } from './words.ts';

/** What the entry of a booking is painted from. */
export interface Shown {
  readonly person: PersonBookings;
  readonly consents: MyConsents | null;
  readonly panel: Panel;
  readonly nowMs: number | null;
  readonly actions: PanelActions;
}

/** One booking: state, number, dose, when, where, who made it, how far the message has come, and what can be done. */
export function bookingEntry(booking: MyBooking, shown: Shown): HTMLElement {
  const words = say(myWords);
  const all = shown.person.bookings ?? [];
  return element(
    'li',
    { class: `booking booking-${booking.state}` },
    element('p', { class: `state state-${booking.state}` }, words.states[booking.state]),
    element('p', { class: 'soft' }, words.number),
    element('p', { class: 'booking-number' }, booking.number),
    element(
      'dl',
      { class: 'facts' },
      ...factsOf(booking, all, shown).map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
    ),
    ...changePanel(booking, all, shown),
  );
}

function factsOf(
  booking: MyBooking,
  all: readonly MyBooking[],
  { person, consents }: Shown,
): [string, Node | string][] {
  const words = say(myWords);
  const sms = say(smsWords);
  const { message } = booking;
  return [
    ...(hasTwoDoses(booking, all) ? [[words.dose, words.doses[booking.dose]] satisfies [string, string]] : []),
    [booking.state === 'displaced' ? words.whenBefore : words.when, slotTimeText(booking, language())],
    [words.where, element('span', { lang: 'ko' }, `${booking.siteName} (${booking.municipality})`)],
    [words.what, booking.product],
    [words.made, madeByText(booking, person.consentId === null, consents, language())],
    ...(message === null ? [] : [[sms.message, sms.messages[message]] satisfies [string, string]]),
  ];
}
