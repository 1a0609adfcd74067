import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from '@sunbeon/service-kit';
import { Overload } from '../src/http/overload.ts';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call } from './call.ts';
import { joined } from './the-way-in.ts';
import { lastRequest, say } from './wire.ts';

const LIMIT = 8;
const CROWD = 60;

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate({ IN_FLIGHT_LIMIT: String(LIMIT) });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

test('a crowd beyond what a gate takes on is asked to come again, and everybody who does gets a number of their own', async () => {
  const windowId = await gate.openWindow({ maxActive: 1 });
  const early = await aPerson(gate);
  const held = await joined(gate, windowId, early);
  const people = await Promise.all(Array.from({ length: CROWD }, () => aPerson(gate)));
  // In one piece, so that all of them are read in one turn.
  const joins = people.map(({ session }, index) =>
    lastRequest(`POST /v1/windows/${windowId}/tickets`, {
      'Content-Length': '0',
      Authorization: `Bearer ${session}`,
      Connection: index === CROWD - 1 ? 'close' : 'keep-alive',
    }),
  );
  const answers = await say(gate, joins.join(''));
  expect(answers).toHaveLength(CROWD);
  const turnedAway = answers.filter(({ status }) => status !== 201);
  expect(CROWD - turnedAway.length).toBeGreaterThanOrEqual(6);
  expect(turnedAway.length).toBeGreaterThan(0);
  for (const { status, body } of turnedAway)
    expect([status, JSON.parse(body)]).toMatchObject([503, { code: 'overloaded' }]);
  const waits = turnedAway.map(({ head }) => Number(/^Retry-After: (\d+)$/m.exec(head)?.[1]));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...waits)).toBeLessThanOrEqual(60);

  const numbers = new Set<number>();
  for (const person of people) numbers.add((await joined(gate, windowId, person)).number ?? 0);
  expect(numbers.size).toBe(CROWD);
  expect((await joined(gate, windowId, early)).number).toBe(held.number);
  const metrics = String((await call(gate, 'GET', '/metrics')).body);
  expect(metrics).toMatch(/^gate_turned_away_total\{[^}]*\} [1-9]/m);
});

/** Answers that are under way until they are aborted. */
async function underWay(signal: AbortSignal): Promise<void> {
  await once(signal, 'abort');
}

test('a quarter of the room is kept for people who have a number, and whoever is answered makes room', async () => {
  const overload = new Overload(LIMIT, createMetrics('test'));
  const answered = new AbortController();
  for (let count = 0; count < LIMIT; count += 1) {
    expect(overload.refusal(true, 0)).toBeNull();
    expect(overload.refusal(false, 0)?.code ?? null).toBe(count < 6 ? null : 'overloaded');
    void overload.whileUnderWay(underWay(answered.signal));
  }
  expect(overload.refusal(true, 0)?.code).toBe('overloaded');
  answered.abort();
  await nextTurn();
  expect(overload.refusal(false, 0)).toBeNull();
});

test('a poll that is answered at once takes no room, and an answer that fails gives it back', async () => {
  const overload = new Overload(1, createMetrics('test'));
  expect(overload.whileUnderWay('at once')).toBe('at once');
  expect(overload.refusal(true, 0)).toBeNull();
  await expect(overload.whileUnderWay(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(overload.refusal(true, 0)).toBeNull();
});

test('what is answered at once takes room until its turn of the event loop is over', async () => {
  const overload = new Overload(LIMIT, createMetrics('test'));
  for (let count = 0; count < 6; count += 1) {
    expect(overload.refusal(false, 0)).toBeNull();
    overload.inThisTurn();
  }
  expect(overload.refusal(false, 0)?.code).toBe('overloaded');
  await nextTurn();
  expect(overload.refusal(false, 0)).toBeNull();
});

test('the more are turned away, the longer is the time over which they come again', () => {
  const overload = new Overload(4, createMetrics('test'));
  for (let count = 0; count < 3; count += 1) {
    overload.refusal(false, 0);
    void overload.whileUnderWay(underWay(new AbortController().signal));
  }
  const waits = Array.from({ length: 300 }, () => overload.refusal(false, 1)?.retryAfterSeconds ?? 0);
  expect(waits.slice(0, 3)).toEqual([1, 1, 1]);
  expect(waits.at(-1)).toBe(60);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
});

test('whoever has a number is not kept away for long, however many newcomers are turned away', () => {
  const overload = new Overload(4, createMetrics('test'));
  for (let count = 0; count < 4; count += 1) void overload.whileUnderWay(underWay(new AbortController().signal));
  const waitOf = (hasNumber: boolean) => overload.refusal(hasNumber, 1)?.retryAfterSeconds ?? 0;
  for (let count = 0; count < 300; count += 1) waitOf(false);
  expect([waitOf(false), waitOf(true)]).toEqual([60, 1]);
  const waits = Array.from({ length: 300 }, () => waitOf(true));
  expect(Math.max(...waits)).toBe(10);
});
