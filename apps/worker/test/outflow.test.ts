import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { civilDateSchema } from '@sunbeon/core';
import { generateSlots } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest, type House, submit } from './a-worker.ts';

let house: House;
let workers: ChildProcess[];
beforeEach(async () => {
  house = await aHouse();
  workers = [];
});
afterEach(async () => {
  for (const worker of workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 20_000 };
const LONG_TEST_MS = 120_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A worker in a process of its own, running. */
async function workerProcess(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', 'apps/worker/src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: house.databaseUrl,
      REDIS_URL: house.redis.url,
      REDIS_PREFIX: house.redis.prefix,
    },
  });
  workers.push(worker);
  const ended = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`the worker ended with ${code}`)));
  await Promise.race([once(worker, 'message'), ended]);
  ended.catch(() => null);
  return worker;
}

async function joinAll(windowId: string, count: number): Promise<void> {
  await eventually(async () => expect(await house.room.join(windowId, 'first')).toMatchObject({ number: 1 }), PATIENT);
  for (let n = 2; n <= count; n += 1) await house.room.join(windowId, `person-${n}`);
}

/** Short beside a tick of the outflow. */
const LOOK_EVERY_MS = 20;

/** The longest time between two calls, by Redis' clock, from now until `more` numbers were called. */
async function longestGapMs(windowId: string, more: number): Promise<number> {
  const first = await house.room.status(windowId);
  let { serving = 0, serverTimeMs: calledAtMs = 0 } = first ?? {};
  const enough = serving + more;
  let longestMs = 0;
  while (serving < enough) {
    const status = await house.room.status(windowId);
    if (status === null) throw new Error('the window is gone');
    await delay(LOOK_EVERY_MS);
    longestMs = Math.max(longestMs, status.serverTimeMs - calledAtMs);
    if (status.serving > serving) calledAtMs = status.serverTimeMs;
    serving = status.serving;
  }
  return longestMs;
}

const FOLLOWED_WITHIN_MS = 1_000;
/** What a busy machine adds to one kill it seldom adds to each. */
const KILLS = 4;
const SETTLES_NUMBERS = 100;

test(
  'when the worker that calls is killed, another goes on within a second',
  async () => {
    const { id } = await anOpenWindow(house, 1_000, { maxActive: 10_000, maxPerSecond: 50 });
    let caller = await workerProcess();
    await joinAll(id, 4_000);
    const gapsMs: number[] = [];
    while (gapsMs.length < KILLS && gapsMs.every((gapMs) => gapMs > FOLLOWED_WITHIN_MS)) {
      const follower = await workerProcess();
      // Both are past their start, which takes a processor of its own.
      await longestGapMs(id, SETTLES_NUMBERS);
      const gap = longestGapMs(id, 150);
      caller.kill('SIGKILL');
      gapsMs.push(await gap);
      caller = follower;
    }
    expect(Math.min(...gapsMs)).toBeLessThanOrEqual(FOLLOWED_WITHIN_MS);
  },
  LONG_TEST_MS,
);

const TOLD_WITHIN_MS = 3_000;

test(
  'when the last dose is gone everyone who waits is told within three seconds, and again when there are more',
  async () => {
    const { id, slots } = await anOpenWindow(house, 1, { maxActive: 8, maxPerSecond: 1_000 });
    await house.startWorker();
    await joinAll(id, 40);
    const bookings = slots.map((slot, n) => aRequest({ windowId: id, choices: [slot], number: n + 1 }));
    await Promise.all(bookings.map((request) => submit(house, request)));
    await eventually(async () => {
      const posted = await Promise.all(bookings.map(({ requestId }) => house.requests.read(requestId)));
      expect(posted.every((request) => request?.outcome?.state === 'confirmed')).toBe(true);
    }, PATIENT);
    const told = { timeoutMs: TOLD_WITHIN_MS };
    await eventually(
      async () => expect(await house.room.status(id)).toMatchObject({ state: 'exhausted', remaining: 0, rate: null }),
      told,
    );
    const serving = (await house.room.status(id))?.serving ?? 0;
    expect(serving).toBeLessThan(40);
    const plan = {
      sites: 2,
      days: 1,
      timesPerDay: 2,
      capacity: 5,
      from: civilDateSchema.parse('2021-09-01'),
      product: 'Pfizer',
    };
    await generateSlots(house.store, { windowId: id, ...plan });
    await eventually(async () => expect(await house.room.status(id)).toMatchObject({ state: 'open' }), told);
    await eventually(async () => expect((await house.room.status(id))?.serving).toBeGreaterThan(serving), PATIENT);
  },
  LONG_TEST_MS,
);

async function paceOf(opsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  return Number(/^worker_outflow_pace_ratio\{.*\} (\S+)$/m.exec(text)?.[1]);
}

test(
  'while the database does not answer numbers are called slowly, and faster again when it does',
  async () => {
    const { id, slots } = await anOpenWindow(house, 10);
    const { opsPort } = await house.startWorker();
    await eventually(async () => expect(await paceOf(opsPort)).toBe(1), PATIENT);
    await house.store.prisma.$transaction(
      async (transaction) => {
        await transaction.$executeRaw`LOCK TABLE booking IN ACCESS EXCLUSIVE MODE`;
        await submit(house, aRequest({ windowId: id, choices: slots.slice(0, 1) }));
        await eventually(async () => expect(await paceOf(opsPort)).toBeLessThan(0.2), PATIENT);
      },
      { timeout: PATIENT.timeoutMs },
    );
    await eventually(async () => expect(await paceOf(opsPort)).toBeGreaterThan(0.5), PATIENT);
  },
  LONG_TEST_MS,
);
