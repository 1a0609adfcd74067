import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { closeSlots, decideBookings } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest, type House, shownSlots } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 15_000 };

async function freeOf(windowId: string): Promise<number[]> {
  return (await shownSlots(house, windowId)).map(({ free }) => free);
}

/** Waits until the edge sees this many free in each slot. */
async function shows(windowId: string, free: readonly number[]): Promise<void> {
  await eventually(async () => expect(await freeOf(windowId)).toEqual(free), PATIENT);
}

test('each snapshot is younger than the one before, although nothing has changed', async () => {
  const { id, slots } = await anOpenWindow(house, 2);
  await house.startWorker();
  await shows(id, Array(slots.length).fill(2));
  const takenAtMs = async () => Date.parse((await house.availability.snapshot(id))?.takenAt ?? '');
  await eventually(async () => expect(await takenAtMs()).toBeGreaterThan(0), PATIENT);
  const before = await takenAtMs();
  await eventually(async () => expect(await takenAtMs()).toBeGreaterThan(before), PATIENT);
});

test('what Redis forgot is published again, and another worker goes on where one stopped', async () => {
  const { id, slots } = await anOpenWindow(house, 2);
  const first = await house.startWorker();
  await house.startWorker();
  await shows(id, Array(slots.length).fill(2));
  const keys = await house.redis.redis.keys(`${house.redis.prefix}:{w:${id}}:availab*`);
  expect(keys.length).toBeGreaterThanOrEqual(5);
  await house.redis.redis.del(...keys);
  await shows(id, Array(slots.length).fill(2));
  await first[Symbol.asyncDispose]();
  await decideBookings(house.store, [aRequest({ windowId: id, choices: slots.slice(0, 1) })]);
  await shows(id, [1, ...Array(slots.length - 1).fill(2)]);
});

test('a site that is closed is shown no more, nor counted; a window all of whose slots are closed is exhausted', async () => {
  const { id } = await anOpenWindow(house, 2);
  const closing = { actor: { kind: 'staff' as const, id: 'staff-key' }, reason: 'strike' };
  await house.startWorker();
  await eventually(async () => {
    expect(await house.availability.municipalities(id)).toMatchObject([{ code: '11010', free: 12 }]);
  }, PATIENT);
  await closeSlots(house.store, { siteId: 's1' }, closing);
  await eventually(async () => {
    expect(await house.availability.municipalities(id)).toMatchObject([{ code: '11010', free: 6 }]);
    expect((await house.availability.sites(id)).map((site) => site.id)).toEqual(['s2']);
  }, PATIENT);
  await closeSlots(house.store, { siteId: 's2' }, closing);
  await eventually(async () => {
    expect(await house.availability.sites(id)).toEqual([]);
    expect(await house.room.status(id)).toMatchObject({ state: 'exhausted', remaining: 0 });
  }, PATIENT);
});
