import { eligibilityOf, type IdentityView, type WindowView } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, say } from '../text/language.ts';
import { clockText, dayText } from '../text/moments.ts';
import { windowsWords } from './words.ts';

const ORDER = ['open', 'paused', 'lobby', 'scheduled', 'exhausted', 'closed'] as const;

/** Windows in the order people look for them: the person's own first, then what is going on, what comes next, what is over. */
export function inOrder(windows: readonly WindowView[], person: IdentityView | null): readonly WindowView[] {
  const isOwn = ({ state, cohort }: WindowView) =>
    state !== 'closed' && person !== null && eligibilityOf(cohort, person.birthDate).eligible;
  return windows.toSorted(
    (a, b) =>
      Number(isOwn(b)) - Number(isOwn(a)) ||
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
      Date.parse(a.opensAt) - Date.parse(b.opensAt),
  );
}

/** One window of the list: whom it is for, its state in a word and a shape, when, and the way to its waiting page. */
export function windowEntry(window: WindowView, person: IdentityView | null): HTMLElement {
  const words = say(windowsWords);
  const over = window.state === 'closed';
  const eligible = person === null ? null : eligibilityOf(window.cohort, person.birthDate).eligible;
  const href = `/windows/${window.id}`;
  const prominent = !over && eligible !== false;
  return element(
    'li',
    { class: over ? 'window window-over' : 'window' },
    element('p', { class: `state state-${window.state}` }, words.states[window.state]),
    element('h3', {}, cohortHeading(window)),
    element('p', {}, openingText(window)),
    element('p', { class: 'soft' }, closingText(window)),
    ...(eligible === null || over
      ? []
      : [element('p', { class: eligible ? 'fits' : 'fits-not' }, eligible ? words.forYou : words.notForYou)]),
    element(
      'p',
      { class: 'window-way' },
      element('a', { class: prominent ? 'button' : 'button button-quiet', href }, prominent ? words.enter : words.look),
    ),
    ...(window.draw === null ? [] : [element('p', {}, element('a', { href: `${href}/draw` }, words.draw))]),
  );
}

function cohortHeading(window: WindowView): string {
  const text = cohortText(window.cohort, language());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function openingText(window: WindowView): string {
  const words = say(windowsWords);
  const opensAtMs = Date.parse(window.opensAt);
  const ahead = opensAtMs > Date.parse(window.serverTime);
  return (ahead ? words.opens : words.opened)(dayText(opensAtMs, language()), clockText(opensAtMs, language()));
}

function closingText(window: WindowView): string {
  const closesAtMs = Date.parse(window.closesAt);
  return say(windowsWords).closes(dayText(closesAtMs, language()), clockText(closesAtMs, language()));
}
