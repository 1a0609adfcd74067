import type { MyBooking } from '../gate/my-bookings.ts';
import { element } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { spanText } from '../text/moments.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Shown } from './booking-entry.ts';
import type { Change } from './change.ts';
import { choicesFor } from './choices.ts';
import { confirmStep } from './confirm-step.ts';
import { keyedButton } from './keyed-button.ts';
import { myWords } from './words.ts';

/** How far the visitor has come with a change. */
export interface Panel {
  /** The booking whose cancellation waits to be confirmed. */
  readonly confirming: string | null;
  /** The booking a change of which is under way. */
  readonly underWay: string | null;
  /** What became of the last change, and of which booking. */
  readonly note: { readonly bookingId: string; readonly text: string } | null;
}

export interface PanelActions {
  readonly onChange: (booking: MyBooking, change: Change) => void;
  /** The visitor wants to cancel, or does not any more (`null`). */
  readonly onConfirm: (bookingId: string | null) => void;
  readonly onCalendar: (booking: MyBooking) => void;
}

/** What can be done about a booking, as the visitor presses it. */
export function changePanel(booking: MyBooking, all: readonly MyBooking[], shown: Shown): readonly HTMLElement[] {
  const { panel, person } = shown;
  const choices = choicesFor(booking, all, person.mayChange);
  const note = panel.note?.bookingId === booking.id ? [noteOf(booking, panel.note.text)] : [];
  if (panel.confirming === booking.id) return [confirmStep(booking, choices, shown), ...note];
  const buttons = buttonsOf(booking, all, shown);
  return [
    ...displacement(booking, all, shown),
    ...note,
    ...(buttons.length === 0 ? [] : [element('div', { class: 'actions changes' }, ...buttons)]),
    ...(person.mayChange ? [] : [element('p', { class: 'soft' }, say(myWords).onlyLooking)]),
  ];
}

function buttonsOf(booking: MyBooking, all: readonly MyBooking[], { panel, person, actions }: Shown): HTMLElement[] {
  const words = say(myWords);
  const choices = choicesFor(booking, all, person.mayChange);
  const disabled = panel.underWay === booking.id;
  const press = (key: string, text: string, onPress: () => void) =>
    keyedButton(`${key} ${booking.id}`, text, 'button button-quiet', disabled, onPress);
  const link = (href: string, text: string) =>
    element('a', { class: 'button button-quiet', href, 'data-key': `${href} ${booking.id}` }, text);
  return [
    ...(choices.move ? [link(`#move=${booking.id}`, words.move)] : []),
    ...(choices.calendar ? [press('calendar', words.calendar, () => actions.onCalendar(booking))] : []),
    ...(choices.resend ? [press('resend', words.resend, () => actions.onChange(booking, 'resend'))] : []),
    ...(choices.cancel ? [press('ask', words.cancel, () => actions.onConfirm(booking.id))] : []),
    ...(choices.bookAgain ? [link(againAddress(booking, person.consentId), words.bookAgain)] : []),
  ];
}

function againAddress({ windowId }: MyBooking, consentId: string | null): string {
  return `/windows/${windowId}${consentId === null ? '' : `?for=${consentId}`}`;
}

/** What became of a change; it is given the keyboard, so that it is read out. */
function noteOf({ id }: MyBooking, text: string): HTMLElement {
  return element('p', { class: 'note', tabindex: '-1', 'data-key': `note ${id}` }, text);
}

/** Whoever lost their slot reads what they are owed before anything else. */
function displacement(booking: MyBooking, all: readonly MyBooking[], shown: Shown): readonly HTMLElement[] {
  const { nowMs, panel, person, actions } = shown;
  const words = say(myWords);
  const { offer } = choicesFor(booking, all, person.mayChange);
  if (booking.state !== 'displaced') return [];
  if (offer === null) return [element('p', {}, words.displaced), element('p', {}, words.noOfferYet)];
  const leftMs = nowMs === null ? null : Date.parse(offer.expiresAt) - nowMs;
  const until = slotTimeText({ startsAt: offer.expiresAt }, language());
  const answer = (change: Change, text: string, look: string) =>
    keyedButton(`${change} ${booking.id}`, text, look, panel.underWay === booking.id, () =>
      actions.onChange(booking, change),
    );
  return [
    element('p', {}, words.displaced),
    element('p', {}, words.offered(until), ...(leftMs === null ? [] : [' ', element('strong', {}, leftText(leftMs))])),
    element(
      'p',
      { class: 'offer' },
      `${slotTimeText(offer.slot, language())} · `,
      element('span', { lang: 'ko' }, `${offer.slot.siteName} (${offer.slot.municipality})`),
    ),
    ...(person.mayChange
      ? [
          element(
            'div',
            { class: 'actions changes' },
            answer('accept', words.accept, 'button'),
            answer('decline', words.decline, 'button button-quiet'),
          ),
        ]
      : []),
  ];
}

const MINUTE_MS = 60_000;

/** In whole minutes, so that nothing flickers. */
function leftText(leftMs: number): string {
  const words = say(myWords);
  if (leftMs <= 0) return words.offerOver;
  return leftMs < MINUTE_MS
    ? words.lessThanMinute
    : words.left(spanText(Math.floor(leftMs / MINUTE_MS) * MINUTE_MS, language()).replace(/ ?\b0(초| seconds)$/, ''));
}
