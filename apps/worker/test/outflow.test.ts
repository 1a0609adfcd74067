import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
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
  await Promise.all(Array.from({ length: count - 1 }, (_, n) => house.room.join(windowId, `person-${n}`)));
}

const FOLLOWED_WITHIN_MS = 1_000;
/** Whoever stands by looks at the lease every tenth of a second; one that keeps up has done so this often. */
const KEEPS_UP_TICKS = 15;
const KEEPS_UP_MS = 250;
/** The lease is prolonged at each tick: a follower that calls sooner than this did not wait for it. */
const FREE_AFTER_MS = 150;

/** Instants by the clock of Redis, in its own words: nothing is missed, and nobody's delay counts but that of whoever calls. */
interface Watched extends AsyncDisposable {
  /** When numbers were called. */
  readonly callsAtMs: readonly number[];
  /** When a worker that stands by looked at the lease. */
  readonly looksAtMs: readonly number[];
}

/** `+1795399436.362011 [0 lua] "HSET" "key" "serving" "7" …` */
const MONITORED = /^\+([\d.]+) \[\d+ lua\] "(\w+)" "([^"]*)"(?: "([^"]*)" "([^"]*)")?/;

async function watchCalling(windowId: string): Promise<Watched> {
  const [callsAtMs, looksAtMs]: [number[], number[]] = [[], []];
  const { hostname, port, password } = new URL(house.redis.url);
  // Without a client library: what Redis says by itself begins before a library expects it to.
  const socket = connect(Number(port), hostname);
  socket.write(`AUTH ${decodeURIComponent(password)}\r\nMONITOR\r\n`);
  let serving = '';
  createInterface(socket).on('line', (line) => {
    const [, seconds = '', command = '', key = '', field = '', value = ''] = MONITORED.exec(line) ?? [];
    const atMs = Number(seconds) * 1_000;
    if (command === 'PTTL' && key.startsWith(house.redis.prefix)) looksAtMs.push(atMs);
    if (command !== 'HSET' || !key.endsWith(`{w:${windowId}}:line`) || field !== 'serving') return;
    if (value !== serving) callsAtMs.push(atMs);
    serving = value;
  });
  return {
    callsAtMs,
    looksAtMs,
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}

/** The pauses between as many of the newest instants. */
function newestPausesMs(instantsMs: readonly number[], count: number): number[] {
  return instantsMs.slice(-count).map((atMs, n, newest) => (newest[n + 1] ?? atMs) - atMs);
}

test('when the worker that calls is killed, another goes on within a second', async () => {
  const { id } = await anOpenWindow(house, 1_000, { maxActive: 10_000, maxPerSecond: 20 });
  const first = await workerProcess();
  await joinAll(id, 4_000);
  const holdersName = () => house.redis.redis.get(`${house.redis.prefix}:outflow-lease`);
  const firstsName = await eventually(async () => {
    const name = await holdersName();
    expect(name).not.toBeNull();
    return name;
  }, PATIENT);
  const second = await workerProcess();
  await using watched = await watchCalling(id);
  // Both are past their start, which takes a processor of its own.
  await eventually(() => {
    expect(watched.looksAtMs.length).toBeGreaterThan(KEEPS_UP_TICKS);
    expect(Math.max(...newestPausesMs(watched.looksAtMs, KEEPS_UP_TICKS))).toBeLessThan(KEEPS_UP_MS);
  }, PATIENT);
  // On a busy machine the lease may have passed from one to the other meanwhile.
  const caller = (await holdersName()) === firstsName ? first : second;
  const before = watched.callsAtMs.length;
  caller.kill('SIGKILL');
  await once(caller, 'exit');
  await eventually(() => expect(watched.callsAtMs.length).toBeGreaterThan(before + KEEPS_UP_TICKS), PATIENT);
  const gapMs = Math.max(...newestPausesMs(watched.callsAtMs, watched.callsAtMs.length - before + 1));
  expect(gapMs).toBeGreaterThan(FREE_AFTER_MS);
  expect(gapMs).toBeLessThanOrEqual(FOLLOWED_WITHIN_MS);
});

const TOLD_WITHIN_MS = 3_000;

test('when the last dose is gone everyone who waits is told within three seconds, and again when there are more', async () => {
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
});

async function paceOf(opsPort: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  return Number(/^worker_outflow_pace_ratio\{.*\} (\S+)$/m.exec(text)?.[1]);
}

test('while the database does not answer numbers are called slowly, and faster again when it does', async () => {
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
});
