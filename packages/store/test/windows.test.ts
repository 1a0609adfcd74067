import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CreateWindowBody, createWindowBodySchema, Problem } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { changeWindow, createWindow, decideBookings, generateSlots, leaseCeiling, listWindows } from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';

const HOUR_MS = 3_600_000;

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
  // Not the zone we work in, as on a server that is not ours.
  await at.sql(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Seoul''', current_database()); END $$`,
  );
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

function aBody(given: Partial<CreateWindowBody> = {}): CreateWindowBody {
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  return createWindowBodySchema.parse({ cohort, opensAt: inMs(HOUR_MS), closesAt: inMs(2 * HOUR_MS), ...given });
}

async function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

test('a created window is listed as it was given, in a campaign of its own', async () => {
  const body = aBody({ id: 'as-given', title: '53–54년생', maxActive: 7, maxPerSecond: 8, admissionSeconds: 90 });
  const made = await createWindow(at.store, body);
  expect(made).toMatchObject({
    id: 'as-given',
    campaignId: 'as-given',
    title: '53–54년생',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAtMs: Date.parse(body.opensAt),
    closesAtMs: Date.parse(body.closesAt),
    version: 1,
    epoch: 1,
    paused: false,
    closed: false,
    exhausted: false,
    maxActive: 7,
    maxPerSecond: 8,
    admissionSeconds: 90,
    remaining: null,
  });
  expect((await listWindows(at.store)).find(({ id }) => id === 'as-given')).toEqual(made);
  expect(await problemOf(createWindow(at.store, body))).toBe('window-conflict');
});

test('two windows may share a campaign', async () => {
  await createWindow(at.store, aBody({ id: 'first-of-two', campaignId: 'both', secondDoseAfterDays: 28 }));
  const second = await createWindow(at.store, aBody({ campaignId: 'both', secondDoseAfterDays: 28 }));
  expect(second).toMatchObject({ campaignId: 'both', secondDoseAfterDays: 28 });
  expect(await listWindows(at.store)).toContainEqual(
    expect.objectContaining({ id: 'first-of-two', secondDoseAfterDays: 28 }),
  );
});

test('each change is one version and one audit entry; one that is in force already is none', async () => {
  const { id } = await createWindow(at.store, aBody());
  expect(await changeWindow(at.store, id, { kind: 'pause' })).toMatchObject({ version: 2, paused: true });
  expect(await changeWindow(at.store, id, { kind: 'pause' })).toMatchObject({ version: 2, paused: true });
  expect(await changeWindow(at.store, id, { kind: 'resume' })).toMatchObject({ version: 3, paused: false });
  const opensAt = inMs(HOUR_MS / 2);
  const moved = await changeWindow(at.store, id, { kind: 'move', opensAt });
  expect(moved).toMatchObject({ version: 4, opensAtMs: Date.parse(opensAt) });
  expect(await changeWindow(at.store, id, { kind: 'close' })).toMatchObject({ version: 5, closed: true });
  const entries = await at.sql('SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id', [id]);
  const actions = ['create', 'pause', 'resume', 'move', 'close'];
  expect(entries).toEqual(actions.map((action) => ({ action: `window.${action}` })));
});

test('what cannot be is refused', async () => {
  const { id } = await createWindow(at.store, aBody());
  expect(await problemOf(changeWindow(at.store, 'nowhere', { kind: 'pause' }))).toBe('window-unknown');
  const afterItsEnd = changeWindow(at.store, id, { kind: 'move', opensAt: inMs(3 * HOUR_MS) });
  expect(await problemOf(afterItsEnd)).toBe('window-conflict');
  await changeWindow(at.store, id, { kind: 'close' });
  expect(await problemOf(changeWindow(at.store, id, { kind: 'resume' }))).toBe('window-conflict');
});

test('changes at the same moment are made one after the other', async () => {
  const { id } = await createWindow(at.store, aBody());
  const opensAts = Array.from({ length: 6 }, (_, index) => inMs(HOUR_MS / 2 + index));
  await Promise.all(opensAts.map((opensAt) => changeWindow(at.store, id, { kind: 'move', opensAt })));
  const window = (await listWindows(at.store)).find((listed) => listed.id === id);
  expect(window?.version).toBe(7);
});

test('the audit trail cannot be rewritten', async () => {
  for (const statement of [`UPDATE audit_entry SET actor = 'x'`, 'DELETE FROM audit_entry', 'TRUNCATE audit_entry']) {
    await expect(at.sql(statement)).rejects.toThrow('append-only');
  }
});

test('a close under load waits for the groups under way, and nothing is booked after it', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [100_000] });
  const over = new AbortController();
  const decided: string[] = [];
  const load = Array.from({ length: 4 }, async () => {
    while (!over.signal.aborted) {
      const outcomes = await decideBookings(at.store, requests(8, { windowId, choices: slots }));
      for (const outcome of outcomes.values())
        decided.push(outcome.state === 'confirmed' ? outcome.state : outcome.code);
    }
  });
  for (let change = 0; change < 5; change += 1) {
    await changeWindow(at.store, windowId, { kind: 'move', opensAt: inMs(-HOUR_MS - change) });
  }
  await changeWindow(at.store, windowId, { kind: 'close' });
  const booked = await at.store.prisma.booking.count({ where: { windowId } });
  const outcome = await decideBookings(at.store, [aRequest({ windowId, choices: slots })]);
  await eventually(() => expect(decided).toContain('window-closed'));
  over.abort();
  await Promise.all(load);
  expect([...outcome.values()]).toMatchObject([{ code: 'window-closed' }]);
  expect(new Set(decided)).toEqual(new Set(['confirmed', 'window-closed']));
  expect(await at.store.prisma.booking.count({ where: { windowId } })).toBe(booked);
});

test('a ceiling rises and never falls', async () => {
  const { id, epoch } = await createWindow(at.store, aBody());
  expect(await leaseCeiling(at.store, id, epoch, 5_000)).toBe(5_000);
  expect(await leaseCeiling(at.store, id, epoch, 1)).toBe(5_000);
});

test('a window whose last dose is booked is exhausted', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const find = async () => (await listWindows(at.store)).find(({ id }) => id === windowId);
  expect(await find()).toMatchObject({ remaining: 2, exhausted: false });
  await decideBookings(at.store, requests(2, { windowId, choices: slots }));
  expect(await find()).toMatchObject({ remaining: 0, exhausted: true });
});

test('slots of a window created on a server in another zone begin at nine in Seoul', async () => {
  const { id } = await createWindow(at.store, aBody());
  const plan = { windowId: id, sites: 2, days: 2, timesPerDay: 3, capacity: 5, product: '백신' };
  const made = await generateSlots(at.store, { ...plan, from: aBody().cohort.birthFrom });
  expect(made).toEqual({ sites: 2, slots: 12, capacity: 60 });
  const [first] = await at.sql(
    `SELECT (min(starts_at) AT TIME ZONE 'Asia/Seoul')::text AS seoul FROM slot WHERE window_id = $1`,
    [id],
  );
  expect(first).toEqual({ seoul: '1967-01-02 09:00:00' });
});
