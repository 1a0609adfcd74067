import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingOutcome, nightMinutesSchema, nightViewSchema } from '@sunbeon/core';
import { type HttpServer, listen } from '@sunbeon/service-kit';
import { RequestBoard, StatisticsBoard } from '@sunbeon/waiting-room';
import { anApi, type TestApi } from './an-api.ts';
import { anOpenWindow } from './bookings.ts';

/** What the parts answer when they are asked whether they are ready. */
const parts: Record<string, { status: number; body: unknown }> = {
  '/worker/readyz': { status: 200, body: { status: 'ok', dependencies: { postgres: true, redis: true } } },
  '/readyz': {
    status: 503,
    body: {
      dependencies: { postgres: true, carrier: false },
      carriers: [{ name: 'a', available: true, circuit: 'half-open', inFlight: 3 }],
    },
  },
};
let world: HttpServer;
const answerFor: RequestListener = (req, res) => {
  const { status, body } = parts[req.url ?? ''] ?? { status: 200, body: 'no readiness at all' };
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

let house: TestApi;
beforeAll(async () => {
  world = await listen(answerFor, '127.0.0.1', 0);
  const { port } = world;
  const watched = {
    worker: `http://127.0.0.1:${port}/worker`,
    notifier: `http://127.0.0.1:${port}`,
    gone: 'http://127.0.0.1:1',
  };
  house = await anApi(undefined, { WATCHED_SERVICES: JSON.stringify(watched) });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function theNight() {
  const { status, body } = await house.staff('GET', '/v1/staff/night');
  expect(status).toBe(200);
  return nightViewSchema.parse(body);
}

/** An open window in which people 1 … 8 stand, 5 are called and 3 have a seat. */
async function aLineAtWork() {
  const { id } = await anOpenWindow(house);
  await house.startLine(id);
  for (let n = 1; n <= 8; n += 1) await house.room.join(id, `person-${n}`);
  await house.staff('POST', `/v1/staff/windows/${id}/pace`, { maxActive: 5, maxPerSecond: 10_000 });
  await house.room.callNext(id, { claimGraceMs: 60_000 });
  for (const n of [1, 2, 3]) await house.room.claim(id, n, `person-${n}`);
  return id;
}

test('the night tells how every line stands, what was refused and why, and how each part is', async () => {
  const id = await aLineAtWork();
  const { serving } = (await house.room.status(id)) ?? { serving: 0 };
  const requests = new RequestBoard(house.redis.redis, house.redis.prefix);
  const outcome: BookingOutcome = { state: 'rejected', code: 'slot-full', alternatives: [] };
  await requests.publishMany(['r-1', 'r-2'].map((requestId) => ({ requestId, windowId: id, outcome })));
  await requests.receive('r-3', { fingerprint: 'a', personKey: 'person-3' });
  const night = await theNight();
  expect(night.windows.find((window) => window.id === id)).toMatchObject({
    state: 'open',
    issued: 8,
    serving,
    waiting: 8 - serving,
    active: 3,
    maxActive: 5,
    doses: 3,
    refused: { 'slot-full': 2 },
  });
  expect(night.queue).toMatchObject({ waiting: 1 });
  expect(night.messages).toEqual({ queued: 0, postponed: 0, oldestQueuedSeconds: 0, failed: 0, sent: 0, delivered: 0 });
  const found = Object.fromEntries(
    night.parts.map(({ name, light, detail, missing }) => [name, { light, detail, missing }]),
  );
  expect(found).toMatchObject({
    notifier: { light: 'red', detail: 'not-ready', missing: ['carrier'] },
    gone: { light: 'red', detail: 'no-answer' },
    postgres: { detail: 'ready' },
    redis: { detail: 'ready' },
  });
  expect(night.carriers).toEqual([expect.objectContaining({ name: 'a', light: 'amber', inFlight: 3 })]);
});

test('the pace is changed as far as it is named, and the trail keeps what that was to do', async () => {
  const id = await aLineAtWork();
  const pace = (body: unknown) => house.staff('POST', `/v1/staff/windows/${id}/pace`, body);
  expect(await pace({ maxPerSecond: 50 })).toMatchObject({ status: 200, body: { maxActive: 5, maxPerSecond: 50 } });
  expect(await house.room.window(id)).toMatchObject({ maxActive: 5, maxPerSecond: 50 });
  expect(await pace({ maxPerSecond: 50 })).toMatchObject({ status: 200, body: { version: 3 } });
  const entries = await house.store.prisma.auditEntry.findMany({ where: { subject: id, action: 'window.pace' } });
  expect(entries).toHaveLength(2);
  expect(entries.at(-1)?.details).toMatchObject({
    before: { maxPerSecond: 10_000 },
    after: { maxPerSecond: 50 },
    effect: { kind: 'pace', over: 0, before: { maxActive: 5 }, after: { maxActive: 5, maxPerSecond: 50 } },
  });
  for (const body of [{}, { maxActive: 0 }, { maxPerSecond: 10_001 }, { maxActive: 5, state: 'closed' }])
    expect(await pace(body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  await house.staff('POST', `/v1/staff/windows/${id}/close`);
  expect(await pace({ maxActive: 6 })).toMatchObject({ status: 409, body: { code: 'window-conflict' } });
});

test('a paused line keeps in the trail how many were waiting', async () => {
  const id = await aLineAtWork();
  await house.staff('POST', `/v1/staff/windows/${id}/pause`);
  const [entry] = await house.store.prisma.auditEntry.findMany({ where: { subject: id, action: 'window.pause' } });
  expect(entry?.details).toMatchObject({ effect: { kind: 'pause', active: 3 }, after: { paused: true } });
});

test('a night is charted minute by minute, from what the worker noted until now', async () => {
  const id = await aLineAtWork();
  const minutes = async () =>
    nightMinutesSchema.parse((await house.staff('GET', `/v1/staff/windows/${id}/minutes`)).body);
  expect((await minutes()).minutes).toEqual([]);
  const board = new StatisticsBoard(house.redis.redis, house.redis.prefix);
  const atMs = Date.now() - 60_000;
  await board.note(id, { atMs, waiting: 8, called: 0, booked: 0, admitted: 1, refused: 0 });
  expect((await minutes()).minutes).toEqual([
    { at: new Date(atMs).toISOString(), waiting: 8, called: 5, booked: 0, admitted: 2, refused: 0 },
  ]);
  expect(await house.staff('GET', '/v1/staff/windows/w-nowhere/minutes')).toMatchObject({ status: 404 });
});
