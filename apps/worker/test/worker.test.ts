import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { changeWindow, openStore } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest, type House, shownSlots, submit } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 15_000 };

/** `count` requests of different people, numbered from 1. */
function crowd(count: number, windowId: string, choices: string[]): BookingRequest[] {
  return Array.from({ length: count }, (_, index) => aRequest({ windowId, choices, number: index + 1 }));
}

async function outcomeOf({ requestId }: BookingRequest): Promise<BookingOutcome> {
  return eventually(async () => {
    const posted = await house.requests.read(requestId);
    if (!posted?.outcome) throw new Error('no outcome yet');
    return posted.outcome;
  }, PATIENT);
}

/** `confirmed`, or the code of the refusal, of each. */
async function endingsOf(requests: readonly BookingRequest[]): Promise<string[]> {
  const outcomes = await Promise.all(requests.map(outcomeOf));
  return outcomes.map((outcome) => (outcome.state === 'confirmed' ? outcome.state : outcome.code));
}

async function queueIsEmpty(): Promise<void> {
  await eventually(async () => {
    expect(await house.queue.getJobCounts('wait', 'active', 'delayed', 'failed')).toEqual({
      wait: 0,
      active: 0,
      delayed: 0,
      failed: 0,
    });
  }, PATIENT);
}

test('a window is put in force, its numbers are called, and a request becomes a booking, a message and a free seat', async () => {
  const { id, slots } = await anOpenWindow(house, 5);
  await house.startWorker();
  const request = aRequest({ windowId: id, choices: slots.slice(0, 2) });
  const joined = await eventually(async () => {
    const attempt = await house.room.join(id, request.personKey);
    expect(attempt).toMatchObject({ outcome: 'placed', number: 1 });
    return attempt;
  }, PATIENT);
  expect(joined.outcome).toBe('placed');
  await eventually(async () => {
    expect(await house.room.claim(id, 1, request.personKey)).toMatchObject({ outcome: 'admitted' });
  }, PATIENT);
  await submit(house, request);
  const outcome = await outcomeOf(request);
  expect(outcome).toMatchObject({ state: 'confirmed', booking: { slotId: slots[0], windowId: id } });
  const [message] = await house.store.prisma.message.findMany({ include: { booking: true } });
  expect(message).toMatchObject({
    state: 'queued',
    booking: { personKey: request.personKey, requestId: request.requestId },
  });
  await eventually(async () => expect(await house.room.standing(id, 1)).toMatchObject({ state: 'finished' }));
  await queueIsEmpty();
});

test('a crowd on few doses: exactly as many are booked, and everyone gets an answer', async () => {
  const { id, slots } = await anOpenWindow(house, 9);
  await house.startWorker();
  const requests = crowd(300, id, slots.slice(0, 2));
  await Promise.all(requests.map((request) => submit(house, request)));
  const endings = await endingsOf(requests);
  expect(endings.filter((ending) => ending === 'confirmed')).toHaveLength(18);
  expect(endings.filter((ending) => ending === 'slot-full')).toHaveLength(282);
  expect(await house.store.prisma.booking.count()).toBe(18);
  expect(await house.store.prisma.message.count()).toBe(18);
  await queueIsEmpty();
});

test('what is no request, and what Postgres cannot take, is put aside with its reason; the others are booked', async () => {
  const { id, slots } = await anOpenWindow(house, 100);
  const good = crowd(40, id, slots);
  const poisoned = [
    aRequest({ windowId: id, choices: slots.slice(0, 1), number: 3_000_000_000 }),
    aRequest({ windowId: id, choices: slots.slice(0, 1), sealedContact: 'a\0b' }),
  ];
  const nonsense: [string, unknown][] = [
    ['nonsense-1', 'not even an object'],
    ['nonsense-2', { ...aRequest({ windowId: id, choices: slots }), number: '1' }],
    ['nonsense-3', { ...aRequest({ windowId: id, choices: slots }), extra: true }],
  ];
  for (const request of [...good.slice(0, 20), ...poisoned, ...good.slice(20)]) {
    await submit(house, { ...request, choices: request.choices.slice(0, 3) });
  }
  for (const [jobId, data] of nonsense) await house.queue.add('book', data, { jobId });
  await house.startWorker();
  expect(new Set(await endingsOf(good))).toEqual(new Set(['confirmed']));
  expect(await endingsOf(poisoned)).toEqual(['request-malformed', 'request-malformed']);
  await queueIsEmpty();
  const aside = await house.store.prisma.setAside.findMany();
  expect(new Set(aside.map(({ jobId }) => jobId))).toEqual(
    new Set([...nonsense.map(([jobId]) => jobId), ...poisoned.map(({ requestId }) => requestId)]),
  );
  expect(aside.every(({ reason }) => reason.length > 0)).toBe(true);
});

test('connections to Postgres that break in the middle of groups lose nothing and book nobody twice', async () => {
  const { id, slots } = await anOpenWindow(house, 1_000);
  const requests = crowd(600, id, slots.slice(0, 1));
  await Promise.all(requests.map((request) => submit(house, request)));
  await house.startWorker();
  let broken = 0;
  // A machine that comes to this late has less left to break.
  while (broken < 8 && (await house.store.prisma.booking.count()) < 600) {
    broken += await house.store.prisma.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query LIKE 'SELECT book_group(%' AND state = 'active' AND datname = current_database()`;
  }
  expect(broken).toBeGreaterThan(0);
  expect(new Set(await endingsOf(requests))).toEqual(new Set(['confirmed']));
  expect(await house.store.prisma.booking.count()).toBe(600);
  expect(await house.store.prisma.message.count()).toBe(600);
});

test('while Postgres lets nobody in, requests wait; once it does, they are booked', async () => {
  const { id, slots } = await anOpenWindow(house, 1_000);
  const requests = crowd(50, id, slots.slice(0, 1));
  const name = new URL(house.databaseUrl).pathname.slice(1);
  await using server = openStore({ databaseUrl: house.databaseUrl.replace(/\/\w+$/, '/postgres'), poolSize: 1 });
  const worker = await house.startWorker();
  await server.prisma.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await server.prisma.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`;
  await Promise.all(requests.map((request) => submit(house, request)));
  await eventually(async () => expect(await house.queue.getActiveCount()).toBe(50), PATIENT);
  await eventually(async () => {
    expect((await fetch(`http://127.0.0.1:${worker.opsPort}/readyz`)).status).toBe(503);
  });
  await server.prisma.$executeRawUnsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  expect(new Set(await endingsOf(requests))).toEqual(new Set(['confirmed']));
  expect(await house.store.prisma.setAside.count()).toBe(0);
});

test('a request that is sent again, and one that two workers meet, has one booking', async () => {
  const { id, slots } = await anOpenWindow(house, 100);
  const requests = crowd(60, id, slots.slice(0, 1));
  await house.startWorker();
  await house.startWorker();
  await Promise.all(requests.map((request) => submit(house, request)));
  const first = await Promise.all(requests.map(outcomeOf));
  await queueIsEmpty();
  await Promise.all(requests.map((request) => submit(house, request)));
  await queueIsEmpty();
  expect(await Promise.all(requests.map(outcomeOf))).toEqual(first);
  expect(await house.store.prisma.booking.count()).toBe(60);
});

test('a worker that is stopped finishes what it has taken, and another goes on', async () => {
  const { id, slots } = await anOpenWindow(house, 1_000);
  const requests = crowd(500, id, slots.slice(0, 1));
  const first = await house.startWorker();
  const submitted = Promise.all(requests.map((request) => submit(house, request)));
  await eventually(async () => expect(await house.store.prisma.booking.count()).toBeGreaterThan(0), PATIENT);
  await first[Symbol.asyncDispose]();
  await submitted;
  await house.startWorker();
  expect(new Set(await endingsOf(requests))).toEqual(new Set(['confirmed']));
  await queueIsEmpty();
});

test('the edge sees which slots are free, and the line hears that the last dose is gone', async () => {
  const { id, slots } = await anOpenWindow(house, 1);
  await house.startWorker();
  await eventually(async () => {
    expect((await shownSlots(house, id)).map(({ free }) => free)).toEqual(slots.map(() => 1));
  }, PATIENT);
  const requests = slots.map((slot, index) => aRequest({ windowId: id, choices: [slot], number: index + 1 }));
  await Promise.all(requests.map((request) => submit(house, request)));
  expect(new Set(await endingsOf(requests))).toEqual(new Set(['confirmed']));
  await eventually(async () => expect(await house.room.status(id)).toMatchObject({ remaining: 0, state: 'exhausted' }));
  await eventually(async () => {
    expect((await shownSlots(house, id)).map(({ free }) => free)).toEqual(slots.map(() => 0));
  });
});

test('a change by staff is in force in Redis within a second, and again after Redis forgot', async () => {
  const { id } = await anOpenWindow(house, 1);
  await house.startWorker();
  await eventually(async () => expect(await house.room.window(id)).toMatchObject({ version: 1 }), PATIENT);
  await changeWindow(house.store, id, { kind: 'pause' });
  await eventually(
    async () => expect(await house.room.status(id)).toMatchObject({ version: 2, state: 'paused' }),
    PATIENT,
  );
  const keys = await house.redis.redis.keys(`${house.redis.prefix}:{w:${id}}*`);
  await house.redis.redis.del(...keys);
  await eventually(
    async () => expect(await house.room.window(id)).toMatchObject({ version: 2, paused: true }),
    PATIENT,
  );
});

test('the ceiling is leased in Postgres before the line may give numbers up to it', async () => {
  const { id } = await anOpenWindow(house, 1);
  await house.store.prisma.window.update({ where: { id }, data: { ceiling: 10 } });
  await house.startWorker();
  const ceiling = await eventually(async () => {
    const window = await house.room.window(id);
    expect(window?.ceiling).toBeGreaterThan(10);
    return window?.ceiling ?? 0;
  }, PATIENT);
  const row = await house.store.prisma.window.findUnique({ where: { id } });
  expect(row?.ceiling).toBeGreaterThanOrEqual(ceiling);
});

test('probes and figures', async () => {
  const { id, slots } = await anOpenWindow(house, 5);
  const worker = await house.startWorker();
  const requests = crowd(3, id, slots.slice(0, 1));
  await Promise.all(requests.map((request) => submit(house, request)));
  await endingsOf(requests);
  const at = `http://127.0.0.1:${worker.opsPort}`;
  expect((await fetch(`${at}/livez`)).status).toBe(200);
  expect(await (await fetch(`${at}/readyz`)).json()).toEqual({
    status: 'ok',
    dependencies: { postgres: true, redis: true },
  });
  await queueIsEmpty();
  const figures = await eventually(async () => {
    const text = await (await fetch(`${at}/metrics`)).text();
    if (!text.includes('worker_queue_depth_requests{service="worker"} 0')) throw new Error('the queue was not empty');
    return text;
  });
  expect(figures).toMatch(/worker_requests_decided_total\{outcome="confirmed",service="worker"\} 3/);
  expect(figures).toMatch(/worker_group_size_requests_sum\{service="worker"\} 3/);
  expect(figures).toMatch(/worker_commit_seconds_count\{service="worker"\} [1-3]/);
});

test('a window that no line can be run by keeps none after it from being published', async () => {
  const broken = await anOpenWindow(house, 1);
  const sound = await anOpenWindow(house, 1);
  await house.store.prisma.window.update({ where: { id: broken.id }, data: { opensAt: new Date('1960-01-01') } });
  await house.startWorker();
  await eventually(async () => {
    expect(await house.room.window(sound.id)).toMatchObject({ id: sound.id });
  }, PATIENT);
});

test('a decision that cannot be read holds up nobody and is not guessed at', async () => {
  const { id, slots } = await anOpenWindow(house, 20);
  const [strange, ...others] = crowd(10, id, slots.slice(0, 1));
  if (!strange) throw new Error('nobody came');
  await house.store.prisma.bookingRequest.create({
    data: {
      requestId: strange.requestId,
      windowId: id,
      personKey: strange.personKey,
      number: 1,
      state: 'rejected',
      code: 'a reason of a later release',
      receivedAt: new Date(),
      decidedAt: new Date(),
    },
  });
  await Promise.all([strange, ...others].map((request) => submit(house, request)));
  await house.startWorker();
  expect(await endingsOf(others)).toEqual(others.map(() => 'confirmed'));
  expect(await house.requests.read(strange.requestId)).toMatchObject({ outcome: null });
});
