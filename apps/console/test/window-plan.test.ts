import { expect, test } from '@jest/globals';
import { civilDateOf, type StaffWindowView, staffWindowViewSchema } from '@sunbeon/core';
import { cohortText } from '../src/windows/cohort-text.ts';
import { newPlan, planOf, readPlan, withBirthDay, withYear } from '../src/windows/plan.ts';
import { weeksFrom } from '../src/windows/week-layout.ts';

function aWindow(given: Partial<StaffWindowView> = {}): StaffWindowView {
  return staffWindowViewSchema.parse({
    id: 'flu-20310809',
    campaignId: 'flu',
    title: '독감',
    cohort: { birthFrom: '1972-01-01', birthTo: '2003-09-30', lastDigit: 9 },
    requiresRoll: true,
    expectedPeople: 1_900_000,
    secondDoseAfterDays: 21,
    state: 'draft',
    policy: 'draw',
    opensAt: '2031-08-09T11:00:00.000Z',
    closesAt: '2031-08-10T09:00:00.000Z',
    lobbyOpensAt: '2031-08-09T10:00:00.000Z',
    maxActive: 500,
    agentSeats: 20,
    maxPerSecond: 200,
    admissionSeconds: 600,
    version: 1,
    ...given,
  });
}

test('a plan that is shown in the form and read again is the same plan', () => {
  const window = aWindow();
  const read = readPlan(planOf(window));
  const { state: _, version: __, ...plan } = window;
  expect(read).toEqual({ ok: true, body: { ...plan, draft: true } });
});

test('a new plan lacks a cohort, and is for the evening of its day; times are those of Seoul', () => {
  const plan = newPlan(civilDateOf('2031-12-31'));
  expect(readPlan(plan)).toEqual({ ok: false, wrong: new Set(['cohort.birthFrom', 'cohort.birthTo']) });
  const read = readPlan(withYear(withYear(plan, 'From', '1967'), 'To', '1968'));
  expect(read).toMatchObject({
    ok: true,
    body: {
      cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
      opensAt: '2031-12-31T11:00:00.000Z',
      closesAt: '2032-01-01T09:00:00.000Z',
    },
  });
});

test.each([
  ['closesAt', { closesAt: '2031-08-09T20:00' }],
  ['opensAt', { opensAt: '' }],
  ['maxActive', { maxActive: '1e9' }],
  ['admissionSeconds', { admissionSeconds: '' }],
  ['cohort.birthTo', { birthTo: '1971-12-31' }],
  ['lobbyOpensAt', { lobbyOpensAt: '2031-08-09T20:00' }],
  ['id', { id: '../etc' }],
])('%s is named where it does not allow the plan', (field, given) => {
  expect(readPlan({ ...planOf(aWindow()), ...given })).toEqual({ ok: false, wrong: new Set([field]) });
});

test('an exact birth day shows its year, and half a year leaves the day alone', () => {
  const exact = withBirthDay(planOf(aWindow()), 'To', '2004-02-29');
  expect([exact.birthTo, exact.yearTo]).toEqual(['2004-02-29', '2004']);
  expect(withYear(exact, 'To', '20')).toMatchObject({ birthTo: '2004-02-29', yearTo: '20' });
});

test('a cohort is said by its years where they are whole', () => {
  const { cohort } = aWindow();
  expect(cohortText(cohort, 'ko')).toBe('1972-01-01–2003-09-30생, 끝자리 9');
  const whole = { ...cohort, birthTo: civilDateOf('1972-12-31'), lastDigit: null };
  expect([cohortText(whole, 'ko'), cohortText(whole, 'en')]).toEqual(['1972년생', 'born 1972']);
});

test('a calendar shows each window on the days it is open in Seoul, none above another', () => {
  const windows = [
    aWindow({ id: 'night' }),
    aWindow({ id: 'next', opensAt: '2031-08-10T11:00:00.000Z', closesAt: '2031-08-10T15:00:00.000Z' }),
    aWindow({ id: 'long', opensAt: '2031-08-08T15:00:00.000Z', closesAt: '2031-08-31T15:00:00.000Z' }),
  ];
  const [first, second] = weeksFrom(civilDateOf('2031-08-07'), 2, windows);
  expect([first?.days[0], first?.days[6]]).toEqual(['2031-08-03', '2031-08-09']);
  const bars = (week: typeof first) =>
    week?.bars.map(({ window, first: from, last, lane, opens, closes }) => [
      window.id,
      from,
      last,
      lane,
      opens,
      closes,
    ]);
  expect(bars(first)).toEqual([
    ['long', 6, 6, 0, true, false],
    ['night', 6, 6, 1, true, false],
  ]);
  expect(bars(second)).toEqual([
    ['long', 0, 6, 0, false, false],
    ['night', 0, 0, 1, false, true],
    ['next', 0, 0, 2, true, true],
  ]);
});
