import { element } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Change } from './change.ts';
import { type Choices, choicesFor, type MyBooking } from './choices.ts';
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
  readonly onChange: (bookingId: string, change: Change) => void;
  /** The visitor wants to cancel, or does not any more (`null`). */
  readonly onConfirm: (bookingId: string | null) => void;
}

/** What can be done about a booking, as its owner presses it. */
export function changePanel(
  booking: MyBooking,
  all: readonly MyBooking[],
  panel: Panel,
  actions: PanelActions,
): readonly HTMLElement[] {
  const words = say(myWords);
  const choices = choicesFor(booking, all);
  const note = panel.note?.bookingId === booking.id ? [noteOf(booking, panel.note.text)] : [];
  if (panel.confirming === booking.id) return [confirmStep(booking, choices, panel, actions), ...note];
  const disabled = panel.underWay === booking.id;
  const press = (change: Change, text: string) =>
    button(`${change} ${booking.id}`, text, 'button button-quiet', disabled, () =>
      actions.onChange(booking.id, change),
    );
  const buttons = [
    ...(choices.resend ? [press('resend', words.resend)] : []),
    ...(choices.cancel
      ? [
          button(`ask ${booking.id}`, words.cancel, 'button button-quiet', disabled, () =>
            actions.onConfirm(booking.id),
          ),
        ]
      : []),
    ...(choices.bookAgain
      ? [element('a', { class: 'button button-quiet', href: `/windows/${booking.windowId}` }, words.bookAgain)]
      : []),
  ];
  return [
    ...displacement(booking, choices, disabled, actions),
    ...note,
    ...(buttons.length === 0 ? [] : [element('div', { class: 'actions changes' }, ...buttons)]),
    ...(choices.byPhone ? [element('p', { class: 'soft' }, words.moveByPhone)] : []),
  ];
}

/** What became of a change; it is given the keyboard, so that it is read out. */
function noteOf({ id }: MyBooking, text: string): HTMLElement {
  return element('p', { class: 'note', tabindex: '-1', 'data-key': `note ${id}` }, text);
}

/** Whoever lost their slot reads what they are owed before anything else. */
function displacement(
  booking: MyBooking,
  { offer }: Choices,
  disabled: boolean,
  { onChange }: PanelActions,
): readonly HTMLElement[] {
  const words = say(myWords);
  if (booking.state !== 'displaced') return [];
  if (offer === null) return [element('p', {}, words.displaced), element('p', {}, words.noOfferYet)];
  const until = slotTimeText({ startsAt: offer.expiresAt }, language());
  const answer = (change: Change, text: string, look: string) =>
    button(`${change} ${booking.id}`, text, look, disabled, () => onChange(booking.id, change));
  return [
    element('p', {}, words.displaced),
    element('p', {}, words.offered(until)),
    element(
      'p',
      { class: 'offer' },
      `${slotTimeText(offer.slot, language())} · `,
      element('span', { lang: 'ko' }, `${offer.slot.siteName} (${offer.slot.municipality})`),
    ),
    element(
      'div',
      { class: 'actions changes' },
      answer('accept', words.accept, 'button'),
      answer('decline', words.decline, 'button button-quiet'),
    ),
  ];
}

function confirmStep(
  { id }: MyBooking,
  { cancelsSecond }: Choices,
  { underWay }: Panel,
  { onChange, onConfirm }: PanelActions,
): HTMLElement {
  const words = say(myWords);
  const disabled = underWay === id;
  return element(
    'div',
    { class: 'confirm', role: 'group', 'aria-labelledby': `confirm-${id}` },
    element(
      'p',
      { id: `confirm-${id}`, class: 'question', tabindex: '-1', 'data-key': `question ${id}` },
      cancelsSecond ? words.reallyCancelBoth : words.reallyCancel,
    ),
    element(
      'div',
      { class: 'actions changes' },
      button(`cancel ${id}`, words.yesCancel, 'button button-alarm', disabled, () => onChange(id, 'cancel')),
      button(`keep ${id}`, words.keep, 'button button-quiet', disabled, () => onConfirm(null)),
    ),
  );
}

/** @param key by which it is found again when the list is painted anew */
function button(key: string, text: string, look: string, disabled: boolean, onPress: () => void): HTMLElement {
  const attributes = { class: look, type: 'button', 'data-key': key, ...(disabled ? { 'aria-disabled': 'true' } : {}) };
  const made = element('button', attributes, text);
  if (!disabled) made.addEventListener('click', onPress);
  return made;
}
