import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bookingsOf, cancelBooking, closeSlots, decideBookings, generateSlots, settleOffer } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest, type House } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 15_000 };
const closing = { actor: { kind: 'staff' as const, id: 'staff-key' }, reason: 'the fridge broke' };

async function book(windowId: string, slotId: string): Promise<{ personKey: string; bookingId: string }> {
  const request = aRequest({ windowId, choices: [slotId] });
  const outcome = (await decideBookings(house.store, [request])).get(request.requestId);
  if (outcome?.state !== 'confirmed') throw new Error('not booked');
  return { personKey: request.personKey, bookingId: outcome.booking.id };
}

async function offerTo({ personKey }: { personKey: string }): Promise<string | undefined> {
  return (await bookingsOf(house.store, personKey)).bookings[0]?.offer?.slot.id;
}

test('c06: who is displaced when nothing is free is offered a slot once there is one, and another when it runs out', async () => {
  const { id, slots } = await anOpenWindow(house, 1);
  const person = await book(id, slots[0] ?? '');
  await closeSlots(house.store, { slotIds: slots }, closing);
  expect(await offerTo(person)).toBeUndefined();
  const worker = await house.startWorker();
  await generateSlots(house.store, { windowId: id, sites: 1, days: 1, timesPerDay: 2, capacity: 1, product: 'mRNA' });
  const added = await house.store.prisma.slot.findMany({
    where: { windowId: id, closedAt: null },
    orderBy: { id: 'asc' },
  });
  // A week from now, five years after the slots that were closed: further than anybody is sent.
  await house.store.prisma.slot.update({
    where: { id: added[0]?.id ?? 0n },
    data: { startsAt: new Date('2021-08-17T00:00Z'), bookUntil: null },
  });
  await eventually(async () => expect(await offerTo(person)).toBe(String(added[0]?.id)), PATIENT);
  await house.store.prisma.slot.update({
    where: { id: added[1]?.id ?? 0n },
    data: { startsAt: new Date('2021-08-18T00:00Z'), bookUntil: null },
  });
  await house.store.prisma.offer.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
  await eventually(async () => expect(await offerTo(person)).toBe(String(added[1]?.id)), PATIENT);
  const accepted = await settleOffer(house.store, { ...person, accept: true });
  expect(accepted).toMatchObject({ state: 'confirmed', slotId: String(added[1]?.id) });
  const figures = await (await fetch(`http://127.0.0.1:${worker.opsPort}/metrics`)).text();
  expect(figures).toMatch(/worker_offers_lapsed_total\{service="worker"\} 1/);
});

/** What the line says of the window, as everybody who waits is told. */
async function statusOf(
  windowId: string,
): Promise<{ state: string | undefined; remaining: number | null | undefined }> {
  const status = await house.room.status(windowId);
  return { state: status?.state, remaining: status?.remaining };
}

test('c13: whoever waits is told within three seconds that the last seat is gone, and that one is back', async () => {
  const { id, slots } = await anOpenWindow(house, 1);
  await house.startWorker();
  await eventually(async () => expect(await statusOf(id)).toEqual({ state: 'open', remaining: slots.length }), PATIENT);
  const [last = '', ...others] = slots;
  for (const slot of others) await book(id, slot);
  const person = await book(id, last);
  const within = { timeoutMs: 3_000 };
  await eventually(async () => expect(await statusOf(id)).toEqual({ state: 'exhausted', remaining: 0 }), within);
  await cancelBooking(house.store, { ...person, actor: { kind: 'citizen', id: '' } });
  await eventually(async () => expect(await statusOf(id)).toEqual({ state: 'open', remaining: 1 }), within);
  await closeSlots(house.store, { slotIds: [last] }, closing);
  await eventually(async () => expect(await statusOf(id)).toEqual({ state: 'exhausted', remaining: 0 }), within);
});
