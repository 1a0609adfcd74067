import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate, type Cohort, cohortSchema, eligibilityOf, isCivilDate } from '../src/index.ts';

const day = (text: string): CivilDate => {
  if (!isCivilDate(text)) throw new TypeError(`${text} is no calendar day`);
  return text;
};

const cohort = (birthFrom: string, birthTo: string, lastDigit: number | null = null): Cohort => ({
  birthFrom: day(birthFrom),
  birthTo: day(birthTo),
  lastDigit,
});

const born53to54 = cohort('1967-01-01', '1968-12-31');
const leapYear = cohort('1968-02-29', '1968-02-29');
const ninthDay = cohort('1972-01-01', '2003-09-30', 9);

test.each([
  [born53to54, '1966-12-31', 'born-before'],
  [born53to54, '1967-01-01', 'eligible'],
  [born53to54, '1968-02-29', 'eligible'],
  [born53to54, '1968-12-31', 'eligible'],
  [born53to54, '1969-01-01', 'born-after'],
  [leapYear, '1968-02-28', 'born-before'],
  [leapYear, '1968-02-29', 'eligible'],
  [leapYear, '1968-03-01', 'born-after'],
  [ninthDay, '1972-01-09', 'eligible'],
  [ninthDay, '1980-02-29', 'eligible'],
  [ninthDay, '1980-02-28', 'last-digit'],
  [ninthDay, '1990-10-10', 'last-digit'],
  [ninthDay, '2003-09-29', 'eligible'],
  [ninthDay, '2003-09-30', 'last-digit'],
  [ninthDay, '2003-10-09', 'born-after'],
  [ninthDay, '1971-12-29', 'born-before'],
  [cohort('1972-01-01', '2003-09-30', 0), '1990-10-30', 'eligible'],
  [cohort('1972-01-01', '2003-09-30', 0), '1990-10-31', 'last-digit'],
])('c09: of cohort %j, someone born %s is: %s', (of, birthDate, expected) => {
  const answer = eligibilityOf(of, day(birthDate));
  expect(answer.eligible ? 'eligible' : answer.rule).toBe(expected);
});

test('in the rotation of ten last digits everyone belongs to exactly one day', () => {
  const rotation = Array.from({ length: 10 }, (_, digit) => cohort('1972-01-01', '2003-09-30', digit));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11_595 }), (days) => {
      const birthDate = addDays(day('1972-01-01'), days);
      return rotation.filter((of) => eligibilityOf(of, birthDate).eligible).length === 1;
    }),
  );
});

test.each([
  '1967-02-29',
  '1967-13-01',
  '1967-00-10',
  '1967-1-1',
  '1899-12-31',
  '2100-01-01',
  '19670101',
  '1967-01-01T00:00',
  '',
])('"%s" is no birth date', (text) => {
  expect(isCivilDate(text)).toBe(false);
});

test('a cohort that ends before it begins is refused, and so is a digit that is none', () => {
  expect(cohortSchema.safeParse({ birthFrom: '1968-01-01', birthTo: '1967-12-31' }).success).toBe(false);
  expect(cohortSchema.safeParse({ birthFrom: '1967-01-01', birthTo: '1967-12-31', lastDigit: 10 }).success).toBe(false);
  expect(cohortSchema.safeParse({ birthFrom: '1967-01-01', birthTo: '1967-12-31', lastDigit: '9' }).success).toBe(
    false,
  );
});
