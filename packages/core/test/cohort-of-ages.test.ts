import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, ageOn, type CivilDate, civilDateSchema, cohortOfAges, eligibilityOf } from '../src/index.ts';

const day = (text: string): CivilDate => civilDateSchema.parse(text);

test.each([
  ['2021-07-01', '1961-07-01', 60],
  ['2021-07-01', '1961-07-02', 59],
  ['2021-06-30', '1961-07-01', 59],
  ['2021-12-31', '2022-01-01', -1],
  ['2021-07-01', '2021-07-01', 0],
  // Born on 29 February: a year older when February is over.
  ['2021-02-28', '1960-02-29', 60],
  ['2021-03-01', '1960-02-29', 61],
  ['2020-02-28', '1960-02-29', 59],
  ['2020-02-29', '1960-02-29', 60],
  ['2020-02-29', '1961-02-28', 59],
  ['2020-02-29', '1961-03-01', 58],
  ['2000-02-29', '1900-02-28', 100],
])('c09: on %s, someone born on %s is %s', (on, birthDate, age) => {
  expect(ageOn(day(on), day(birthDate))).toBe(age);
});

test.each([
  [60, 74, '2021-07-01', '1946-07-02', '1961-07-01'],
  [18, 49, '2021-08-26', '1971-08-27', '2003-08-26'],
  [60, 60, '2021-02-28', '1960-02-29', '1961-02-28'],
  [61, 61, '2021-02-28', '1959-03-01', '1960-02-28'],
  [61, 61, '2021-03-01', '1959-03-02', '1960-03-01'],
  [59, 59, '2020-02-29', '1960-03-01', '1961-02-28'],
  [60, 60, '2020-02-29', '1959-03-01', '1960-02-29'],
  [75, 150, '2021-04-01', '1900-01-01', '1946-04-01'],
  [0, 0, '2099-12-31', '2099-01-01', '2099-12-31'],
  [0, 150, '1900-01-01', '1900-01-01', '1900-01-01'],
])('c09: whoever is %s to %s on %s was born from %s to %s', (from, to, on, birthFrom, birthTo) => {
  expect(cohortOfAges({ from, to }, day(on))).toEqual({ birthFrom, birthTo, lastDigit: null });
});

test('c09: a cohort of ages holds exactly those who are of these ages on the day', () => {
  const days = fc.integer({ min: 0, max: 73_048 }).map((passed) => addDays(day('1900-01-01'), passed));
  const ages = fc.tuple(fc.integer({ min: 0, max: 110 }), fc.integer({ min: 0, max: 40 }));
  const leap = fc.constantFrom('1960-02-29', '1960-02-28', '1960-03-01', '1961-02-28', '1961-03-01').map(day);
  const on = fc.oneof(
    fc.integer({ min: 0, max: 30_000 }).map((passed) => addDays(day('2015-01-01'), passed)),
    fc.constantFrom('2020-02-28', '2020-02-29', '2020-03-01', '2021-02-28', '2021-03-01').map(day),
  );
  fc.assert(
    fc.property(fc.oneof(days, leap), ages, on, (birthDate, [from, more], when) => {
      const cohort = cohortOfAges({ from, to: from + more }, when);
      const age = ageOn(when, birthDate);
      return eligibilityOf(cohort, birthDate).eligible === (from <= age && age <= from + more);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [-1, 5],
  [10, 9],
  [1.5, 2],
  [0, 151],
  [Number.NaN, 3],
  [0, Number.POSITIVE_INFINITY],
])('ages from %s to %s are none', (from, to) => {
  expect(() => cohortOfAges({ from, to }, day('2021-07-01'))).toThrow(RangeError);
});

test('a cohort of people all born before 1900 is refused', () => {
  expect(() => cohortOfAges({ from: 130, to: 140 }, day('2021-07-01'))).toThrow(RangeError);
});
