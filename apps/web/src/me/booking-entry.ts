import { element } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { changePanel, type Panel, type PanelActions } from './change-panel.ts';
import { hasTwoDoses, type MyBooking } from './choices.ts';
import { myWords } from './words.ts';

/** One booking as its owner reads it: state, number, dose, when, where, how far the message has come, and what can be done. */
export function bookingEntry(
  booking: MyBooking,
  all: readonly MyBooking[],
  panel: Panel,
  actions: PanelActions,
): HTMLElement {
  const words = say(myWords);
  const rows: [string, Node | string][] = [
    ...(hasTwoDoses(booking, all) ? [[words.dose, words.doses[booking.dose]] satisfies [string, string]] : []),
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
    ...changePanel(booking, all, panel, actions),
  );
}
