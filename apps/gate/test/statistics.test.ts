import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { windowStatisticsSchema } from '@sunbeon/core';
import { StatisticsBoard } from '@sunbeon/waiting-room';
import { aGate, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';

const MINUTE_MS = 60_000;

let gate: TestGate;
let board: StatisticsBoard;
beforeAll(async () => {
  gate = await aGate();
  board = new StatisticsBoard(gate.redis, gate.config.redisPrefix);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

/** A line of five in which the first three were called and two of them have booked. */
async function aNight(): Promise<string> {
  const id = await gate.openWindow({ maxActive: 3, maxPerSecond: 1_000 });
  for (let n = 1; n <= 5; n += 1) await gate.room.join(id, `person-${n}`);
  await gate.room.callNext(id);
  await gate.room.finishMany(id, [1, 2]);
  return id;
}

const statisticsOf = async (id: string) => {
  const answer = await call(gate, 'GET', `/v1/windows/${id}/statistics`);
  return { answer, figures: windowStatisticsSchema.parse(answer.body) };
};

test('the figures of a night: the line as it is now, the pace of the last minutes, and how well the waits were foretold', async () => {
  const id = await aNight();
  const twoMinutesAgo = (await gate.room.serverTimeMs()) - 2 * MINUTE_MS;
  await board.note(id, { atMs: twoMinutesAgo, waiting: 5, called: 0, booked: 0 });
  await board.notePromises(id, [
    { error: 0.05, withinRange: true },
    { error: 0.4, withinRange: false },
    { error: 0.1, withinRange: true },
  ]);
  const { answer, figures } = await statisticsOf(id);
  expect(figures).toMatchObject({ id, state: 'open', waiting: 2, called: 3, booked: 2, remaining: null });
  expect(figures.calledPerMinute).toBeCloseTo(1.5, 1);
  expect(figures.bookedPerMinute).toBeCloseTo(1, 1);
  expect(figures.eta).toEqual({ checked: 3, medianError: 0.1, withinRange: 0.667 });
  expect(figures.minutes).toEqual([{ at: new Date(twoMinutesAgo).toISOString(), waiting: 5, called: 3, booked: 2 }]);
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=5');
});

test('before anything was measured nothing is claimed', async () => {
  const { figures } = await statisticsOf(await gate.openWindow());
  expect(figures).toMatchObject({
    waiting: 0,
    calledPerMinute: null,
    bookedPerMinute: null,
    eta: { checked: 0, medianError: null, withinRange: null },
    minutes: [],
  });
});

test('while calling is paused there is no pace', async () => {
  const id = await gate.openWindow({ paused: true });
  await board.note(id, { atMs: (await gate.room.serverTimeMs()) - MINUTE_MS, waiting: 0, called: 0, booked: 0 });
  expect((await statisticsOf(id)).figures).toMatchObject({ state: 'paused', calledPerMinute: null });
});

test('an unknown window has none', async () => {
  expect(problemOf(await call(gate, 'GET', '/v1/windows/nowhere/statistics'))).toBe('404 window-unknown');
});
