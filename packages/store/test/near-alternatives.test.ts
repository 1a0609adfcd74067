import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decideBookings } from '../src/index.ts';
import { aRequest, aStore, requests, type TestStore } from './a-store.ts';
import { laidOut } from './laid-out.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});
beforeEach(async () => {
  // The first site, one three kilometres away, and one eight.
  for (const [id, latitude] of [
    ['s1', 37.57],
    ['s2', 37.642],
    ['s3', 37.597],
  ] as const) {
    await at.store.prisma.site.update({ where: { id }, data: { latitude, closedAt: null } });
  }
});

const DAY = '2021-08-16';
const full = { startsAt: `${DAY}T01:00Z`, capacity: 0 };
const free = (siteId: string, hour: number, day = DAY) => ({ siteId, startsAt: `${day}T0${hour}:00Z`, capacity: 9 });

async function offered(windowId: string, choice: string): Promise<string[]> {
  const request = aRequest({ windowId, choices: [choice] });
  const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
  expect(outcome).toMatchObject({ state: 'rejected', code: 'slot-full' });
  return outcome?.state === 'rejected' ? outcome.alternatives.map(({ id }) => id) : [];
}

test('by turns: another time at the site, and the nearest other site on that day', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    slots: [full, free('s1', 3), free('s1', 2), free('s2', 1), free('s3', 5), free('s3', 4)],
  });
  const [choice = '', , nearTime, , , nearSite] = slots;
  const [first, second, third] = await offered(windowId, choice);
  expect([first, second]).toEqual([nearTime, nearSite]);
  expect(third).toBe(slots[1]);
});

test('where one kind runs out the other fills up, and another day counts at the same site only', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    slots: [full, free('s1', 1, '2021-08-18'), free('s3', 1, '2021-08-17'), free('s2', 1), free('s3', 1)],
  });
  const [choice = '', otherDay, , far, near] = slots;
  expect(await offered(windowId, choice)).toEqual([otherDay, near, far]);
});

test('nothing closed is offered, and nothing closed can be booked', async () => {
  const { windowId, slots } = await laidOut(at.store, { slots: [full, free('s1', 2), free('s2', 1), free('s3', 1)] });
  const [choice = '', closedSlot = '', open, closedSite = ''] = slots;
  await at.sql('UPDATE slot SET closed_at = now() WHERE id = $1', [closedSlot]);
  await at.sql(`UPDATE site SET closed_at = now() WHERE id = 's3'`);
  expect(await offered(windowId, choice)).toEqual([open]);
  const asked = [closedSlot, closedSite].map((slot) => aRequest({ windowId, choices: [slot] }));
  const outcomes = await decideBookings(at.store, asked);
  expect(asked.map(({ requestId }) => outcomes.get(requestId))).toEqual(
    asked.map(() => ({ state: 'rejected', code: 'slot-unknown', alternatives: [] })),
  );
});

test('what this very group takes is not offered to those it refuses', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    slots: [full, { ...free('s1', 2), capacity: 1 }, { ...free('s3', 1), capacity: 2 }],
  });
  const [choice = '', taken = '', left] = slots;
  const asked = [...requests(3, { windowId, choices: [choice] }), aRequest({ windowId, choices: [taken], number: 9 })];
  const outcomes = await decideBookings(at.store, asked);
  const shown = asked.map(({ requestId }) => {
    const outcome = outcomes.get(requestId);
    return outcome?.state === 'rejected' ? outcome.alternatives.map(({ id }) => id) : 'confirmed';
  });
  expect(shown).toEqual([[left], [left], [left], 'confirmed']);
});
