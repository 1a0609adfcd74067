import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type CreateWindowBody, createWindowBodySchema } from '@sunbeon/core';
import { changeWindow, createWindow, nightWindows, outboxFigures, windowDoses } from '../src/index.ts';
import { aStore, aWindowWithSlots, type TestStore } from './a-store.ts';
import { book } from './an-outbox.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
beforeEach(async () => {
  await at.sql('DELETE FROM message');
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const LIMIT = 100;
const HOUR_MS = 3_600_000;

/** Puts the first, second … of all messages into these states. */
async function becoming(...changes: string[]): Promise<void> {
  for (const [index, change] of changes.entries())
    await at.sql(
      `UPDATE message SET ${change} WHERE id = (SELECT id FROM message ORDER BY id OFFSET ${index} LIMIT 1)`,
    );
}

test('the outbox tells what is due and since when, what is for later, and what became of the newest', async () => {
  await book(at, 7);
  await becoming(
    `state = 'delivered'`,
    `state = 'sent'`,
    `state = 'failed'`,
    `next_attempt_at = now() - interval '90 seconds'`,
    `next_attempt_at = now()`,
    `next_attempt_at = now() + interval '1 hour'`,
    `carrier = 'a', next_attempt_at = now()`,
  );
  expect(await outboxFigures(at.store, LIMIT)).toEqual({
    queued: 2,
    postponed: 2,
    oldestQueuedSeconds: 90,
    failed: 1,
    sent: 2,
    delivered: 1,
  });
});

test('it counts no further than it was asked to', async () => {
  await book(at, 6);
  await becoming(`state = 'delivered'`, `state = 'delivered'`, `state = 'delivered'`);
  expect(await outboxFigures(at.store, 2)).toMatchObject({ queued: 2, delivered: 0 });
  expect(await outboxFigures(at.store, 5)).toMatchObject({ queued: 3, delivered: 2 });
});

test('nothing in the outbox is nothing', async () => {
  const nothing = { queued: 0, postponed: 0, oldestQueuedSeconds: 0, failed: 0, sent: 0, delivered: 0 };
  expect(await outboxFigures(at.store, LIMIT)).toEqual(nothing);
});

test('the windows of a night are those not long over, the earliest first, and no drafts', async () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const make = (id: string, from: number, given: Partial<CreateWindowBody> = {}) =>
    createWindow(
      at.store,
      createWindowBodySchema.parse({ id, cohort, opensAt: inHours(from), closesAt: inHours(from + 2), ...given }),
    );
  await make('long-over', -30);
  await make('tomorrow', 24);
  await make('tonight', -1);
  await make('draft', 1, { draft: true });
  const night = { closingAfter: new Date(Date.now() - 12 * HOUR_MS), limit: 10 };
  const found = (await nightWindows(at.store, night)).map(({ id }) => id);
  expect(found.filter((id) => !id.startsWith('w-'))).toEqual(['tonight', 'tomorrow']);
  expect((await nightWindows(at.store, { ...night, limit: 1 })).map(({ id }) => id)).toEqual(['tonight']);
});

test('doses are those of open slots, taken or not', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3, 4, 5] });
  await at.sql('UPDATE slot SET taken = 1 WHERE id = $1', [slots[0]]);
  await at.sql('UPDATE slot SET closed_at = now() WHERE id = $1', [slots[2]]);
  expect(await windowDoses(at.store, [windowId, 'w-without'])).toEqual(new Map([[windowId, 7]]));
});

test('a pace is changed as far as it is named, once, with what was before and what it was to do', async () => {
  const { windowId } = await aWindowWithSlots(at.store);
  const before = await changeWindow(at.store, windowId, { kind: 'pace', maxActive: 7, maxPerSecond: 8 });
  const after = await changeWindow(at.store, windowId, { kind: 'pace', maxPerSecond: 9 }, undefined, {
    effect: { over: 0 },
  });
  expect(after).toMatchObject({ maxActive: 7, maxPerSecond: 9, version: before.version + 1 });
  expect(await changeWindow(at.store, windowId, { kind: 'pace', maxActive: 7 })).toMatchObject({
    version: after.version,
  });
  const [entry] = await at.store.prisma.auditEntry.findMany({ where: { subject: windowId }, orderBy: { id: 'desc' } });
  expect(entry).toMatchObject({
    action: 'window.pace',
    details: { before: { maxPerSecond: 8 }, after: { maxPerSecond: 9 }, effect: { over: 0 } },
  });
});
