import type { MyBooking } from '../gate/my-bookings.ts';
import { element } from '../page/element.ts';
import { say } from '../text/language.ts';
import type { Shown } from './booking-entry.ts';
import type { Choices } from './choices.ts';
import { keyedButton } from './keyed-button.ts';
import { myWords } from './words.ts';

/** Asks once more before a booking is cancelled. */
export function confirmStep(
  booking: MyBooking,
  { cancelsSecond }: Choices,
  { panel, actions: { onChange, onConfirm } }: Shown,
): HTMLElement {
  const words = say(myWords);
  const { id } = booking;
  const disabled = panel.underWay === id;
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
      keyedButton(`cancel ${id}`, words.yesCancel, 'button button-alarm', disabled, () => onChange(booking, 'cancel')),
      keyedButton(`keep ${id}`, words.keep, 'button button-quiet', disabled, () => onConfirm(null)),
    ),
  );
}
