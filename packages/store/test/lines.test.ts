import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  bookedNumbers,
  decideBookings,
  type LineRecord,
  leaseCeiling,
  listLines,
  noteCheckpoint,
  openEpoch,
} from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

async function aLine(): Promise<LineRecord> {
  const { windowId } = await aWindowWithSlots(at.store);
  await at.store.prisma.window.update({ where: { id: windowId }, data: { ceiling: 0 } });
  return recordOf(windowId);
}

async function recordOf(windowId: string): Promise<LineRecord> {
  const record = (await listLines(at.store)).find((line) => line.windowId === windowId);
  if (record === undefined) throw new TypeError('no such line');
  return record;
}

test('the first start of a line opens its first epoch, every other one the next', async () => {
  const unstarted = await aLine();
  expect(unstarted).toMatchObject({ epoch: 1, run: '', ceiling: 0 });
  expect(await openEpoch(at.store, unstarted, 'run-a')).toEqual({ epoch: 1, ceiling: 0 });
  await leaseCeiling(at.store, unstarted.windowId, 1, 500);
  expect(await openEpoch(at.store, await recordOf(unstarted.windowId), 'run-b')).toEqual({ epoch: 2, ceiling: 500 });
  expect(await recordOf(unstarted.windowId)).toMatchObject({ epoch: 2, run: 'run-b', ceiling: 500 });
});

test('a line that gave numbers before it had a guard begins a new epoch above them', async () => {
  const line = await aLine();
  await leaseCeiling(at.store, line.windowId, 1, 100_000);
  const record = await recordOf(line.windowId);
  expect(await openEpoch(at.store, record, 'run-a')).toEqual({ epoch: 2, ceiling: 100_000 });
});

test('of many workers that saw the same, one opens the epoch', async () => {
  const line = await aLine();
  const opened = await Promise.all(Array.from({ length: 8 }, (_, n) => openEpoch(at.store, line, `run-${n}`)));
  expect(opened.filter((epoch) => epoch !== null)).toHaveLength(1);
});

test('once a later epoch is open, no number is leased to an earlier one', async () => {
  const line = await aLine();
  await openEpoch(at.store, line, 'run-a');
  await leaseCeiling(at.store, line.windowId, 1, 100);
  await openEpoch(at.store, await recordOf(line.windowId), 'run-b');
  expect(await leaseCeiling(at.store, line.windowId, 1, 900)).toBeNull();
  expect(await leaseCeiling(at.store, line.windowId, 2, 200)).toBe(200);
});

test('what is known of a line is never taken back', async () => {
  const { windowId } = await aLine();
  const known = async () => (await recordOf(windowId)).checkpoint;
  expect(await known()).toEqual({ epoch: 0, issued: 0, serving: 0, skips: [] });
  await noteCheckpoint(at.store, windowId, { epoch: 1, issued: 10, serving: 4, skips: [] });
  await noteCheckpoint(at.store, windowId, { epoch: 1, issued: 9, serving: 4, skips: [] });
  await noteCheckpoint(at.store, windowId, { epoch: 1, issued: 12, serving: 3, skips: [] });
  expect(await known()).toMatchObject({ epoch: 1, issued: 10, serving: 4 });
  await noteCheckpoint(at.store, windowId, { epoch: 2, issued: 100, serving: 4, skips: [[10, 100]] });
  await noteCheckpoint(at.store, windowId, { epoch: 1, issued: 5_000, serving: 9, skips: [] });
  expect(await known()).toMatchObject({ epoch: 2, issued: 100, serving: 4, skips: [[10, 100]] });
});

test('the numbers of those who hold a booking, and of nobody else', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  const requests = [31, 7, 12].map((number) => aRequest({ windowId, choices: slots, number }));
  for (const request of requests) await decideBookings(at.store, [request]);
  expect((await bookedNumbers(at.store, windowId)).toSorted((a, b) => a - b)).toEqual([7, 31]);
});
