import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger, ResourceStack } from '@sunbeon/service-kit';
import { decideBookings } from '@sunbeon/store';
import { aWindow, eventually } from '@sunbeon/test-kit';
import { createContext, type WorkerContext } from '../src/context.ts';
import { sweepRequests } from '../src/requests/sweep-requests.ts';
import { aHouse, anOpenWindow, aRequest, type House, submit } from './a-worker.ts';

let house: House;
let context: WorkerContext;
let held: ResourceStack;
beforeEach(async () => {
  house = await aHouse();
  held = new ResourceStack();
  held.use(house);
  context = held.use(createContext(house.config, createLogger('worker', 'silent')));
});
afterEach(async () => {
  await held[Symbol.asyncDispose]();
});

/** A sweeper with less patience than in earnest. */
function startSweeper(): void {
  held.use(sweepRequests(context, { everyMs: 50, stuckAfterMs: 200 }));
}

/** What the gate does before it puts a request into the queue, and the queue then loses. */
async function submitInVain(request: { readonly requestId: string; readonly personKey: string }): Promise<void> {
  const { requestId, personKey } = request;
  await house.requests.receive(requestId, { fingerprint: 'f', personKey });
  await house.requests.takenIn(requestId);
}

async function metric(name: string): Promise<number> {
  const [value] = (await context.registry.getSingleMetric(name)?.get())?.values ?? [];
  return value?.value ?? Number.NaN;
}

test('a request that was committed and never announced gets its outcome, and its seat is free', async () => {
  const { id, slots } = await anOpenWindow(house, 5);
  const request = aRequest({ windowId: id, choices: slots.slice(0, 1) });
  await house.room.publishWindow(aWindow({ id }));
  await house.room.join(id, request.personKey);
  await house.room.callNext(id);
  expect(await house.room.claim(id, 1, request.personKey)).toMatchObject({ outcome: 'admitted' });
  await submitInVain(request);
  await decideBookings(house.store, [request]);
  startSweeper();
  const posted = await eventually(async () => {
    const read = await house.requests.read(request.requestId);
    if (!read?.outcome) throw new Error('no outcome yet');
    return read;
  });
  expect(posted).toMatchObject({ outcome: { state: 'confirmed', booking: { slotId: slots[0], windowId: id } } });
  await eventually(async () => expect(await house.room.standing(id, 1)).toMatchObject({ state: 'finished' }));
  expect(await house.requests.open({ olderThanMs: 0, limit: 10 })).toMatchObject({ count: 0 });
});

test('a request with neither a job nor a decision is forgotten, and sent again it is decided like any other', async () => {
  const { id, slots } = await anOpenWindow(house, 5);
  const request = aRequest({ windowId: id, choices: slots.slice(0, 1) });
  await submitInVain(request);
  startSweeper();
  await eventually(async () => expect(await house.requests.read(request.requestId)).toBeNull());
  await house.startWorker();
  await submit(house, request);
  await eventually(async () => {
    expect(await house.requests.read(request.requestId)).toMatchObject({ outcome: { state: 'confirmed' } });
  });
  expect(await house.store.prisma.booking.count()).toBe(1);
});

test('a request that waits in the queue is left alone and counted', async () => {
  const { id, slots } = await anOpenWindow(house, 5);
  const requests = Array.from({ length: 20 }, () => aRequest({ windowId: id, choices: slots.slice(0, 1) }));
  for (const request of requests) await submit(house, request);
  startSweeper();
  await eventually(async () => expect(await metric('worker_oldest_open_request_seconds')).toBeGreaterThan(0.5));
  expect(await metric('worker_open_requests')).toBe(20);
  for (const { requestId } of requests) expect(await house.requests.read(requestId)).toMatchObject({ outcome: null });
  await house.startWorker();
  await eventually(async () => expect(await metric('worker_open_requests')).toBe(0));
  expect(await metric('worker_oldest_open_request_seconds')).toBe(0);
  expect(await house.store.prisma.booking.count()).toBe(5);
});
