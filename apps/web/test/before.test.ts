import { expect, test } from '@jest/globals';
import { type BirthDate, cohortSchema, languages, parseBirthDate } from '@sunbeon/core';
import ICAL from 'ical.js';
import { verdictsFor } from '../src/windows/eligible-windows.ts';
import { openingFile } from '../src/windows/opening-entry.ts';
import { typedBirthDate } from '../src/windows/typed-birth-date.ts';
import { aWindowView, OPENS_AT_MS } from './situation.ts';

test.each([
  ['1967-05-01', '1967-05-01'],
  ['19670501', '1967-05-01'],
  [' 1967. 5. 1. ', '1967-05-01'],
  ['1967년 5월 1일', '1967-05-01'],
  ['１９６７０５０１', '1967-05-01'],
  ['1967-05', '1967-05-00'],
  ['1967년', '1967-00-00'],
  ['1968-02-29', '1968-02-29'],
])('%s is typed for %s', (typed, born) => {
  expect(typedBirthDate(typed)).toBe(born);
});

test.each([
  '',
  '67-05-01',
  '1967-02-29',
  '1967-13-01',
  '1967-5-32',
  'May 1967',
  '1967-05-01-02',
  '196705012345678',
  '1967    5',
])('%j is no birth date', (typed) => {
  expect(typedBirthDate(typed)).toBeNull();
});

function birthDate(written: string): BirthDate {
  const date = parseBirthDate(written);
  if (date === null) throw new RangeError(written);
  return date;
}

const sixties = aWindowView();
const nines = aWindowView({
  id: 'w2',
  cohort: cohortSchema.parse({ birthFrom: '1972-01-01', birthTo: '2003-12-31', lastDigit: 9 }),
});
const over = aWindowView({ id: 'w3', state: 'closed' });

test.each([
  [
    '1967-01-01',
    [
      ['w1', null],
      ['w2', 'born-before'],
    ],
  ],
  [
    '1972-03-19',
    [
      ['w2', null],
      ['w1', 'born-after'],
    ],
  ],
  [
    '1972-03-18',
    [
      ['w1', 'born-after'],
      ['w2', 'last-digit'],
    ],
  ],
  [
    '1972-03-00',
    [
      ['w2', null],
      ['w1', 'born-after'],
    ],
  ],
  [
    '1968-00-00',
    [
      ['w1', null],
      ['w2', 'born-before'],
    ],
  ],
])('whoever was born %s learns of each window, their own first, which rule refuses', (date, expected) => {
  const verdicts = verdictsFor([sixties, nines, over], birthDate(date));
  expect(verdicts.map(({ window, rule }) => [window.id, rule])).toEqual(expected);
});

test.each(languages)(
  'an opening goes into the calendar with reminders before it, and another program reads it (%s)',
  (language) => {
    const text = openingFile(sixties, language, OPENS_AT_MS - 86_400_000, 'https://sunbeon.example');
    const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    const event = new ICAL.Event(component);
    expect(event.startDate.toJSDate().getTime()).toBe(OPENS_AT_MS);
    expect(event.uid).toBe('window-w1@sunbeon.example');
    expect(event.summary).toContain(language === 'ko' ? '1967–1968년생' : 'people born 1967–1968');
    expect(event.description).toContain('https://sunbeon.example/windows/w1');
    const alarms = component?.getAllSubcomponents('valarm') ?? [];
    expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue('trigger')))).toEqual(['-PT30M', '-PT5M']);
  },
);
