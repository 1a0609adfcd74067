import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  type BirthDate,
  birthDateSchema,
  type Cohort,
  civilDateSchema,
  cohortSchema,
  eligibilityOf,
  isCivilDate,
  parseBirthDate,
  possibleBirthDays,
} from '../src/index.ts';

const born = (text: string): BirthDate => birthDateSchema.parse(text);
const cohort = (birthFrom: string, birthTo: string, lastDigit: number | null = null): Cohort =>
  cohortSchema.parse({ birthFrom, birthTo, lastDigit });

test.each([
  ['1950-03-09', '1950-03-09', '1950-03-09'],
  ['1950-03-00', '1950-03-01', '1950-03-31'],
  ['1951-02-00', '1951-02-01', '1951-02-28'],
  ['1952-02-00', '1952-02-01', '1952-02-29'],
  ['1950-12-00', '1950-12-01', '1950-12-31'],
  ['1950-00-00', '1950-01-01', '1950-12-31'],
  ['1900-00-00', '1900-01-01', '1900-12-31'],
  ['2099-12-00', '2099-12-01', '2099-12-31'],
])('whoever was born %s may have been born from %s to %s', (text, first, last) => {
  expect(possibleBirthDays(born(text))).toEqual({ first, last });
});

test.each([
  '1899-00-00',
  '1899-12-31',
  '2100-00-00',
  '1950-13-00',
  '1950-00-09',
  '1950-02-30',
  '0000-00-00',
  '1950-00',
  '1950-3-0',
  '1950-03-00 ',
  '1950-03-00-00',
])('"%s" is no birth date', (text) => {
  expect(birthDateSchema.safeParse(text).success).toBe(false);
});

test.each([
  ['1950-03-09', '1950-03-09'],
  ['19500309', '1950-03-09'],
  [' 1950-03-00 ', '1950-03-00'],
  ['19500000', '1950-00-00'],
  ['１９５０－０３－０９', '1950-03-09'],
  ['1950-0309', null],
  ['1950.03.09', null],
  ['500309', null],
  ['1899-12-31', null],
  ['1e3', null],
  ['', null],
])('"%s" is read as %s', (written, expected) => {
  expect(parseBirthDate(written)).toBe(expected);
});

const march = cohort('1950-03-10', '1950-04-20');
test.each([
  [march, '1950-03-00', 'eligible'],
  [march, '1950-04-00', 'eligible'],
  [march, '1950-02-00', 'born-before'],
  [march, '1950-05-00', 'born-after'],
  [march, '1950-00-00', 'eligible'],
  [march, '1949-00-00', 'born-before'],
  [march, '1951-00-00', 'born-after'],
  // Of the cohort's days in March the 10th to 31st are possible: every last digit is among them …
  [cohort('1950-03-10', '1950-04-20', 9), '1950-03-00', 'eligible'],
  // … of 28 February and 1 March only two.
  [cohort('1951-02-28', '1951-03-01', 8), '1951-02-00', 'eligible'],
  [cohort('1951-02-28', '1951-03-01', 1), '1951-02-00', 'last-digit'],
  [cohort('1951-02-28', '1951-03-01', 1), '1951-00-00', 'eligible'],
  [cohort('2099-12-31', '2099-12-31', 1), '2099-12-00', 'eligible'],
  [cohort('2099-12-31', '2099-12-31', 2), '2099-00-00', 'last-digit'],
])('c09: of cohort %j, someone born %s has the benefit of what is not known: %s', (of, birthDate, expected) => {
  const answer = eligibilityOf(of, born(birthDate));
  expect(answer.eligible ? 'eligible' : answer.rule).toBe(expected);
});

const days = fc.integer({ min: 0, max: 73_048 }).map((passed) => addDays(civilDateSchema.parse('1900-01-01'), passed));

test('c09: someone of whom less is known is eligible exactly if someone born on a possible day is', () => {
  const unknown = fc.tuple(days, fc.constantFrom('month', 'day')).map(([day, what]) => {
    return born(what === 'day' ? `${day.slice(0, 7)}-00` : `${day.slice(0, 4)}-00-00`);
  });
  const cohorts = fc
    .tuple(days, fc.integer({ min: 0, max: 400 }), fc.option(fc.integer({ min: 0, max: 9 })))
    .filter(([day, more]) => day < '2098-01-01' || more === 0)
    .map(([birthFrom, more, lastDigit]) => ({ birthFrom, birthTo: addDays(birthFrom, more), lastDigit }));
  fc.assert(
    fc.property(unknown, cohorts, (birthDate, of) => {
      const { first, last } = possibleBirthDays(birthDate);
      let possible = false;
      for (let day = first; day <= last && !possible; day = addDays(day, 1)) {
        possible = eligibilityOf(of, day).eligible;
        if (day === last) break;
      }
      return eligibilityOf(of, birthDate).eligible === possible;
    }),
    { examples: [[born('1951-00-00'), cohort('1951-12-31', '1952-01-01', 1)]] },
  );
});

test('whatever is written as a birth date is one, or is not read at all', () => {
  const digits = fc.stringMatching(/^[0-9-]{8,10}$/);
  fc.assert(
    fc.property(fc.oneof(digits, days), (written) => {
      const date = parseBirthDate(written);
      return date === null ? !isCivilDate(written) : birthDateSchema.safeParse(date).success;
    }),
  );
});
