import type { WindowStatistics, WindowView } from '@sunbeon/core';
import { disclosure } from '../page/disclosure.ts';
import { element } from '../page/element.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, say } from '../text/language.ts';
import { clockText, countText } from '../text/moments.ts';
import { paceChart } from './pace-chart.ts';
import { trustWords } from './words.ts';

/** One window's night in figures: four large ones, what they come to, how right the expected times were, and each minute. */
export function nightEntry(window: WindowView, figures: WindowStatistics, open: Set<string>): HTMLElement {
  const words = say(trustWords);
  const { waiting, calledPerMinute, bookedPerMinute, remaining, called, booked, state, minutes } = figures;
  const heading = cohortText(window.cohort, language());
  return element(
    'li',
    { class: 'window' },
    element('p', { class: `state state-${state}` }, words.states[state]),
    element('h3', {}, heading.charAt(0).toUpperCase() + heading.slice(1)),
    element(
      'dl',
      { class: 'figures' },
      largeFigure(words.waiting, words.people(countText(waiting))),
      largeFigure(words.calledPerMinute, paceText(calledPerMinute)),
      largeFigure(words.bookedPerMinute, paceText(bookedPerMinute)),
      largeFigure(words.remaining, remaining === null ? words.unknown : countText(remaining)),
    ),
    element('p', {}, words.soFar(countText(called), countText(booked))),
    element('p', {}, accuracyText(figures.eta)),
    ...(minutes.length < 2 ? [] : [minutesFigure(window.id, minutes, open)]),
  );
}

function largeFigure(name: string, value: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

function paceText(perMinute: number | null): string {
  const words = say(trustWords);
  return perMinute === null ? words.unknown : words.people(countText(Math.round(perMinute)));
}

function accuracyText({ checked, medianError, withinRange }: WindowStatistics['eta']): string {
  const words = say(trustWords);
  if (medianError === null || withinRange === null) return words.notMeasured;
  return words.accuracy(countText(checked), percent(withinRange), percent(medianError));
}

function percent(share: number): string {
  return String(Math.round(share * 100));
}

function minutesFigure(windowId: string, minutes: WindowStatistics['minutes'], open: Set<string>): HTMLElement {
  const words = say(trustWords);
  const chart = words.chart(countText(Math.max(...minutes.map(({ called }) => called))));
  const head = [words.minute, words.waiting, words.called, words.booked].map((name) =>
    element('th', { scope: 'col' }, name),
  );
  const rows = minutes
    .toReversed()
    .map(({ at, waiting, called, booked }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, clockText(Date.parse(at), language())),
        ...[waiting, called, booked].map((count) => element('td', {}, countText(count))),
      ),
    );
  const table = element(
    'table',
    { class: 'minutes' },
    element('caption', { class: 'unseen' }, words.byMinute),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element(
    'figure',
    {},
    element('figcaption', { class: 'soft' }, chart),
    paceChart(minutes, chart),
    disclosure(`minutes ${windowId}`, words.byMinute, open, table),
  );
}
