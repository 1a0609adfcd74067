import { expect, test } from '@jest/globals';
import { syntheticPeople } from '../src/index.ts';

const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };

test('people are different from one another and from run to run', () => {
  const people = [...syntheticPeople(500, cohort), ...syntheticPeople(500, cohort)];
  expect(new Set(people.map((person) => person.ci)).size).toBe(1_000);
});

test('the same seed gives the same people', () => {
  expect(syntheticPeople(5, { ...cohort, seed: 'a' })).toEqual(syntheticPeople(5, { ...cohort, seed: 'a' }));
});

test('birth dates stay inside the asked days, both ends reached', () => {
  const dates = syntheticPeople(200, { birthFrom: '1967-02-27', birthTo: '1967-03-01' }).map(
    (person) => person.birthDate,
  );
  expect([...new Set(dates)].toSorted()).toEqual(['1967-02-27', '1967-02-28', '1967-03-01']);
});

test('phone numbers are Korean mobile numbers in E.164', () => {
  for (const { phone } of syntheticPeople(50, cohort)) expect(phone).toMatch(/^\+82100\d{7}$/);
});
