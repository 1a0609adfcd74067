import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checklistSchema, coverageSchema, rotationSchema } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { callersOnRoll } from './callers.ts';
import { aMember } from './members.ts';

let house: TestApi;
beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const WINDOWS = '/v1/staff/windows';
const cohort = { birthFrom: '1972-01-01', birthTo: '2003-09-30' };
/** The first evening of the rotation of 2021, ten years later. */
const NINTH = {
  id: 'vaccine-20310809',
  cohort: { ...cohort, lastDigit: 9 },
  opensAt: '2031-08-09T11:00:00.000Z',
  closesAt: '2031-08-10T09:00:00.000Z',
  campaignId: 'vaccine',
  draft: true,
};
const SLOTS = { sites: 3, days: 2, timesPerDay: 4, capacity: 10, from: '2031-08-16' };

/** A campaign of one window, for everybody born in its years. */
const alone = (id: string) => ({ ...NINTH, id, campaignId: id, cohort });

test('a draft is unknown to the waiting room until it is scheduled, and known from that moment', async () => {
  const plan = { ...alone('a-draft'), expectedPeople: 240 };
  const made = await house.staff('POST', WINDOWS, plan);
  expect(made).toMatchObject({ status: 201, body: { state: 'draft', version: 1, expectedPeople: 240 } });
  const changed = await house.staff('PUT', `${WINDOWS}/a-draft`, { ...plan, id: undefined, maxActive: 7 });
  expect(changed).toMatchObject({ body: { maxActive: 7, version: 2 } });
  expect(await house.staff('PUT', `${WINDOWS}/a-draft`, { ...plan, id: 'another' })).toMatchObject({ status: 400 });
  expect(await house.room.window('a-draft')).toBeNull();
  expect(await house.staff('POST', `${WINDOWS}/a-draft/schedule`, {})).toMatchObject({
    status: 409,
    body: { code: 'window-not-ready', missing: ['slots', 'capacity'], warnings: [] },
  });
  expect(await house.room.window('a-draft')).toBeNull();
  await house.staff('POST', `${WINDOWS}/a-draft/slots`, SLOTS);
  const operator = await aMember(house, 'operator');
  const scheduled = await house.staff('POST', `${WINDOWS}/a-draft/schedule`, {}, operator.headers);
  expect(scheduled).toMatchObject({ status: 200, body: { state: 'scheduled', version: 3 } });
  expect(await house.room.window('a-draft')).toMatchObject({ id: 'a-draft', version: 3, closed: false, maxActive: 7 });
  expect(await house.staff('GET', `${WINDOWS}/a-draft`)).toMatchObject({ status: 200, body: scheduled.body });
});

test('what the check-list warns of is accepted by name, and stands in the audit trail', async () => {
  await house.staff('POST', WINDOWS, { ...alone('warned'), agentSeats: 0 });
  await house.staff('POST', `${WINDOWS}/warned/slots`, SLOTS);
  const { items } = checklistSchema.parse((await house.staff('GET', `${WINDOWS}/warned/checklist`)).body);
  const warned = items.filter(({ state }) => state === 'warning').map(({ code }) => code);
  expect(warned).toEqual(['capacity', 'agent-seats']);
  const path = `${WINDOWS}/warned/schedule`;
  expect(await house.staff('POST', path, { accept: ['capacity'] })).toMatchObject({
    status: 409,
    body: { missing: [], warnings: ['agent-seats'] },
  });
  expect(await house.staff('POST', path, { accept: warned })).toMatchObject({ status: 200 });
  const [entry] = await house.store.prisma.auditEntry.findMany({
    where: { action: 'window.schedule', subject: 'warned' },
  });
  expect(entry?.details).toMatchObject({ accepted: ['capacity', 'agent-seats'] });
});

test('a window is warned of whoever could book twice, however many others could', async () => {
  await house.staff('POST', WINDOWS, alone('many'));
  const month = { template: 'many', firstDay: '2031-08-10', days: 31 };
  const made = rotationSchema.parse((await house.staff('POST', '/v1/staff/rotations', month)).body);
  expect(made.coverage.overlapsInAll).toBeGreaterThan(made.coverage.overlaps.length);
  const [opensAt, closesAt] = ['2031-09-09T12:00:00.000Z', '2031-09-10T08:00:00.000Z'];
  await house.staff('POST', WINDOWS, { ...alone('many'), id: 'last-of-many', opensAt, closesAt });
  const { items } = checklistSchema.parse((await house.staff('GET', `${WINDOWS}/last-of-many/checklist`)).body);
  expect(items.find(({ code }) => code === 'overlaps')).toMatchObject({ state: 'warning', facts: { atOnce: 1 } });
});

test('the ten days of a rotation are shown first, then made as drafts, all or none', async () => {
  await house.staff('POST', WINDOWS, NINTH);
  const nine = { template: NINTH.id, firstDay: '2031-08-10', days: 9, pattern: 'last-digit' };
  const dry = await house.staff('POST', '/v1/staff/rotations', { ...nine, dryRun: true });
  expect(dry.status).toBe(200);
  const shown = rotationSchema.parse(dry.body);
  expect(shown.windows.map(({ cohort: { lastDigit } }) => lastDigit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(shown.windows.at(-1)).toMatchObject({
    id: 'vaccine-20310818',
    opensAt: '2031-08-18T11:00:00.000Z',
    taken: false,
  });
  expect(shown.coverage).toEqual({ overlaps: [], overlapsInAll: 0, gaps: [] });
  for (const firstDay of ['1999-12-20', '2099-12-30', '2031-02-29']) {
    const never = await house.staff('POST', '/v1/staff/rotations', { ...nine, firstDay });
    expect(never).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  }
  expect(await house.staff('POST', '/v1/staff/rotations', nine)).toMatchObject({ status: 201 });
  expect(await house.staff('GET', `${WINDOWS}/vaccine-20310818`)).toMatchObject({ body: { state: 'draft' } });
  // Ten days from the 18th on: the first of them is there already, so that none is made.
  const again = await house.staff('POST', '/v1/staff/rotations', { ...nine, firstDay: '2031-08-18', days: 10 });
  expect(again).toMatchObject({ status: 409, body: { code: 'window-conflict' } });
  expect(await house.staff('GET', `${WINDOWS}/vaccine-20310819`)).toMatchObject({ status: 404 });
});

test('c18: who could book twice and whom no window is for are told before anything is saved', async () => {
  const born = { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null };
  const { opensAt, closesAt } = NINTH;
  await house.staff('POST', WINDOWS, {
    id: 'seoul',
    campaignId: 'regions',
    cohort: born,
    opensAt,
    closesAt,
    draft: true,
  });
  const thought = { id: 'busan', campaignId: 'regions', opensAt, closesAt };
  const with1968 = { ...thought, cohort: { birthFrom: '1968-06-01', birthTo: '1969-12-31', lastDigit: null } };
  const overlapping = await house.staff('POST', `${WINDOWS}/coverage`, { windows: [with1968] });
  expect(coverageSchema.parse(overlapping.body)).toMatchObject({
    overlaps: [
      {
        campaignId: 'regions',
        windows: ['busan', 'seoul'],
        when: 'at-once',
        birthFrom: '1968-06-01',
        birthTo: '1968-12-31',
      },
    ],
    gaps: [],
  });
  const from1970 = { ...thought, cohort: { birthFrom: '1970-01-01', birthTo: '1971-12-31', lastDigit: null } };
  const gapped = await house.staff('POST', `${WINDOWS}/coverage`, { windows: [from1970] });
  expect(coverageSchema.parse(gapped.body)).toMatchObject({
    overlaps: [],
    gaps: [{ campaignId: 'regions', birthFrom: '1969-01-01', birthTo: '1969-12-31', lastDigits: null }],
  });
  expect(await house.staff('GET', `${WINDOWS}/busan`)).toMatchObject({ status: 404 });
});

test('nobody is let in over the phone to a draft, and one without slots can be removed', async () => {
  const agent = await aMember(house, 'agent');
  await house.staff('POST', WINDOWS, alone('removed'));
  const [who] = await callersOnRoll(house, 'removed', 1);
  const admission = { window: 'removed', caller: { ...who?.caller }, reason: '전화 예약' };
  const admitted = await house.staff('POST', '/v1/staff/assisted/admissions', admission, agent.headers);
  expect(admitted).toMatchObject({ status: 404, body: { code: 'window-unknown' } });
  expect(await house.staff('DELETE', `${WINDOWS}/removed`)).toMatchObject({ status: 204 });
  expect(await house.staff('GET', `${WINDOWS}/removed`)).toMatchObject({
    status: 404,
    body: { code: 'window-unknown' },
  });
  expect(await house.staff('DELETE', `${WINDOWS}/removed`)).toMatchObject({ status: 404 });
});
