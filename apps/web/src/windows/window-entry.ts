import { type BirthDate, eligibilityOf, type WindowView } from '@sunbeon/core';
import { saveCalendarFile } from '../calendar/save-file.ts';
import { element } from '../page/element.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, say } from '../text/language.ts';
import { clockText, dayClockText, dayText, spanText } from '../text/moments.ts';
import { openingFile } from './opening-entry.ts';
import { windowsWords } from './words.ts';

const ORDER = ['open', 'paused', 'lobby', 'scheduled', 'exhausted', 'closed'] as const;

/** Windows in the order people look for them: the person's own first, then what is going on, what comes next, what is over. */
export function inOrder(windows: readonly WindowView[], born: BirthDate | null): readonly WindowView[] {
  const isOwn = ({ state, cohort }: WindowView) =>
    state !== 'closed' && born !== null && eligibilityOf(cohort, born).eligible;
  return windows.toSorted(
    (a, b) =>
      Number(isOwn(b)) - Number(isOwn(a)) ||
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
      Date.parse(a.opensAt) - Date.parse(b.opensAt),
  );
}

/** One window of the list: whom it is for, its state in a word and a shape, when, and the way to its waiting page. */
export function windowEntry(window: WindowView, born: BirthDate | null, serverNowMs: () => number): HTMLElement {
  const words = say(windowsWords);
  const over = window.state === 'closed';
  const eligible = born === null ? null : eligibilityOf(window.cohort, born).eligible;
  const href = `/windows/${window.id}`;
  const prominent = !over && eligible !== false;
  return element(
    'li',
    { class: over ? 'window window-over' : 'window' },
    element('p', { class: `state state-${window.state}` }, words.states[window.state]),
    element('h3', {}, cohortHeading(window)),
    ...noticeOf(window),
    ...movedOf(window),
    element('p', {}, openingText(window)),
    ...(isAhead(window) ? [element('p', { class: 'countdown', 'data-opens': window.opensAt })] : []),
    element('p', { class: 'soft' }, closingText(window)),
    ...(eligible === null || over
      ? []
      : [element('p', { class: eligible ? 'fits' : 'fits-not' }, eligible ? words.forYou : words.notForYou)]),
    element(
      'p',
      { class: 'window-way' },
      element('a', { class: prominent ? 'button' : 'button button-quiet', href }, prominent ? words.enter : words.look),
      ...(isAhead(window) && prominent ? [calendarButton(window, serverNowMs)] : []),
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
  return (isAhead(window) ? words.opens : words.opened)(
    dayText(opensAtMs, language()),
    clockText(opensAtMs, language()),
  );
}

function closingText(window: WindowView): string {
  const closesAtMs = Date.parse(window.closesAt);
  return say(windowsWords).closes(dayText(closesAtMs, language()), clockText(closesAtMs, language()));
}

function isAhead({ state }: WindowView): boolean {
  return state === 'scheduled' || state === 'lobby';
}

function noticeOf({ notice }: WindowView): HTMLElement[] {
  if (!notice) return [];
  const since = say(windowsWords).notice(clockText(Date.parse(notice.at), language()));
  return [element('p', { class: 'notice' }, element('strong', {}, since), ' ', notice[language()])];
}

function movedOf(window: WindowView): HTMLElement[] {
  const { movedFrom, opensAt } = window;
  if (movedFrom === undefined || movedFrom === opensAt || !isAhead(window)) return [];
  const words = say(windowsWords);
  const struck = element('s', {}, dayClockText(Date.parse(movedFrom), language()));
  return [element('p', { class: 'soft' }, element('span', { class: 'unseen' }, words.movedFrom), struck)];
}

function calendarButton(window: WindowView, serverNowMs: () => number): HTMLElement {
  const button = element('button', { class: 'button button-quiet', type: 'button' }, say(windowsWords).addToCalendar);
  button.addEventListener('click', () =>
    saveCalendarFile(`sunbeon-${window.id}.ics`, openingFile(window, language(), serverNowMs(), location.origin)),
  );
  return button;
}

/** Says under each opening that is ahead how long it is until then; `nowMs` by the server's clock. */
export function countDown(list: HTMLElement, nowMs: number): void {
  const words = say(windowsWords);
  for (const line of list.querySelectorAll<HTMLElement>('.countdown')) {
    const leftMs = Date.parse(line.dataset['opens'] ?? '') - nowMs;
    const text = leftMs > 0 ? words.until(spanText(leftMs, language())) : words.started;
    if (line.textContent !== text) line.textContent = text;
  }
}
