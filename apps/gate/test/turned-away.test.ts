import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testRedis } from '@sunbeon/test-kit';
import { startGate } from './gate-process.ts';
import { lastRequest, say, type WireAnswer } from './wire.ts';

const LIMIT = 4;
/** What newcomers may fill of it. */
const FOR_NEWCOMERS = 3;
const CROWD = 40;
const PORT = 30_000 + (process.pid % 10_000);

let redis: Awaited<ReturnType<typeof testRedis>>;
let gate: ChildProcess;
let log: Promise<string>;
beforeAll(async () => {
  redis = await testRedis();
  gate = startGate(redis, PORT, { IN_FLIGHT_LIMIT: String(LIMIT), LOG_LEVEL: 'debug' });
  if (gate.stdout === null) throw new TypeError('no log');
  log = text(gate.stdout);
  await once(gate, 'message');
});
afterAll(async () => {
  gate.kill('SIGKILL');
  await redis[Symbol.asyncDispose]();
});

/** Asks for the paths in one piece, so that all are read in one turn of the event loop. */
async function askAtOnce(paths: readonly string[]): Promise<WireAnswer[]> {
  const requests = paths.map((path, index) =>
    lastRequest(`GET ${path}`, { Connection: index === paths.length - 1 ? 'close' : 'keep-alive' }),
  );
  return say({ gate: { port: PORT } }, requests.join(''));
}

test('people who have a number are still answered when newcomers have filled their share', async () => {
  const newcomers = Array.from({ length: FOR_NEWCOMERS + 1 }, () => '/v1/nothing');
  const holders = ['/v1/windows/w/draft', '/v1/bookings/me'];
  const answers = await askAtOnce([...newcomers, ...holders]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 503, 401, 503]);
});

test('whoever is turned away leaves no line in the log', async () => {
  const answers = await askAtOnce(Array.from({ length: CROWD }, () => '/v1/crowd'));
  const answered = answers.filter(({ status }) => status === 404).length;
  expect(answers).toHaveLength(CROWD);
  expect(answered).toBeLessThan(CROWD);
  gate.kill('SIGTERM');
  const lines = (await log).split('\n').filter((line) => line.includes('/v1/crowd'));
  expect(lines).toHaveLength(answered);
});
