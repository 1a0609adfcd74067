import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AGE_BANDS,
  ageStepMs,
  allowance,
  callingRate,
  callsFor,
  fade,
  type OutflowLimits,
  stillComing,
  type Turnout,
} from '@sunbeon/core';
import fc from 'fast-check';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

/** So long that nobody is given up while a busy machine is between preparing and calling. */
const GRACE_MS = 60_000;
const OLDEST_CALL_MS = 2_500;
const ISSUED = 1_000_000;
const SERVING = 500_000;
/** As the script has it: a later tick makes up for no more. */
const LONGEST_TICK_MS = 250;
const MOST_PER_TICK = 5_000;

const anyTurnout: fc.Arbitrary<Turnout> = fc.record({
  came: fc.double({ min: 0, max: 2_000, noNaN: true }),
  comingMs: fc.double({ min: 0, max: 2_000_000, noNaN: true }),
  gone: fc.double({ min: 0, max: 2_000, noNaN: true }),
  freed: fc.double({ min: 0, max: 2_000, noNaN: true }),
  heldMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  grown: fc.double({ min: -400, max: 400, noNaN: true }),
});
const anyLimits: fc.Arbitrary<OutflowLimits> = fc.record({
  maxActive: fc.integer({ min: 0, max: 400 }),
  maxPerSecond: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
  admissionSeconds: fc.integer({ min: 1, max: 3_600 }),
  pace: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anySeats = fc.record({
  active: fc.nat(200),
  activeAtTick: fc.nat(200),
  admitted: fc.nat(100),
  /** How long ago each called number was called that nobody has come for yet. */
  calledAgoMs: fc.array(fc.nat(OLDEST_CALL_MS), { maxLength: 60 }),
  tickedAgoMs: fc.integer({ min: 1, max: 1_500 }),
});
type Seats = typeof anySeats extends fc.Arbitrary<infer Value> ? Value : never;

test('a tick of the outflow follows the pure rules', async () => {
  await fc.assert(
    fc.asyncProperty(anyTurnout, anyLimits, anySeats, async (turnout, limits, seats) => {
      const window = await line.open(limits);
      const startedAtMs = await prepare(window.id, turnout, seats);
      const call = await line.room.callNext(window.id, { claimGraceMs: GRACE_MS, pace: limits.pace });
      const after = await line.redis.hgetall(line.keys.line(window.id));
      const nowUs = Number(after['tickedAtUs']);
      const elapsedMs = (nowUs - (startedAtMs - seats.tickedAgoMs) * 1_000) / 1_000;
      const expected = ruled(turnout, limits, seats, elapsedMs, Math.floor(nowUs / 1_000) - startedAtMs);
      expect(call).toEqual({ called: expected.called, serving: SERVING + expected.called, active: seats.active });
      expect(Number(after['heldMs'])).toBeCloseTo(expected.turnout.heldMs, 3);
      expect(Number(after['freed'])).toBeCloseTo(expected.turnout.freed, 6);
      expect(Number(after['gone'])).toBeCloseTo(expected.turnout.gone, 6);
      expect(Number(after['grown'])).toBeCloseTo(expected.turnout.grown, 6);
      const { perSecond, deviation, headStart, mostPerSecond } = expected.rate;
      const [rate, start, most] = (after['rate'] ?? '').split(' ').map(Number);
      expect(rate).toBeCloseTo(perSecond, 6);
      expect(start).toBeCloseTo(headStart, 5);
      expect(most).toBeCloseTo(mostPerSecond, 6);
      expect(Number(after['deviation'])).toBeCloseTo(deviation, 6);
    }),
    // On a busy machine as many as there is time for.
    { numRuns: 150, interruptAfterTimeLimit: 30_000 },
  );
});

async function prepare(id: string, turnout: Turnout, seats: Seats): Promise<number> {
  const nowMs = await line.room.serverTimeMs();
  const { active, activeAtTick, admitted, calledAgoMs, tickedAgoMs } = seats;
  const setUp = line.redis.pipeline();
  const counters = { activeAtTick, admitted, issued: ISSUED, serving: SERVING };
  setUp.hset(line.keys.line(id), { ...turnout, ...counters, tickedAtUs: (nowMs - tickedAgoMs) * 1_000 });
  for (let seat = 1; seat <= active; seat += 1) setUp.zadd(line.keys.seats(id), nowMs + 600_000, String(seat));
  for (const [index, agoMs] of calledAgoMs.entries())
    setUp.zadd(line.keys.called(id), nowMs - agoMs, String(1_000 + index));
  await setUp.exec();
  return nowMs;
}

/** What the rules say, `sinceMs` after the called were `calledAgoMs` old. */
function ruled(before: Turnout, limits: OutflowLimits, seats: Seats, elapsedMs: number, sinceMs: number) {
  const { active, activeAtTick, admitted } = seats;
  const faded = fade(before, elapsedMs, active);
  const turnout = {
    ...faded,
    freed: faded.freed + Math.max(activeAtTick + admitted - active, 0),
    heldMs: faded.heldMs + active * elapsedMs,
    grown: faded.grown + active - activeAtTick,
  };
  const byAge = Array.from({ length: AGE_BANDS }, () => 0);
  for (const agoMs of seats.calledAgoMs) {
    const age = Math.min(Math.floor((agoMs + sinceMs) / ageStepMs(turnout)), AGE_BANDS - 1);
    byAge[age] = (byAge[age] ?? 0) + 1;
  }
  const free = limits.maxActive - active - stillComing(turnout, byAge);
  const allowed = Math.floor(allowance(turnout, limits, Math.min(elapsedMs, LONGEST_TICK_MS)));
  const called = Math.min(allowed, callsFor(turnout, free), MOST_PER_TICK);
  return { turnout, called, rate: callingRate(turnout, limits, active) };
}

test('time in which nobody was calling tells nothing about the seats', async () => {
  const { id } = await line.open({ maxActive: 10 });
  await line.joinAll(id, 3);
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  const minuteAgoUs = ((await line.room.serverTimeMs()) - 60_000) * 1_000;
  await line.redis.hset(line.keys.line(id), { tickedAtUs: minuteAgoUs, activeAtTick: 9 });
  await line.room.callNext(id);
  const { freed, heldMs, came } = await line.redis.hgetall(line.keys.line(id));
  expect({ freed, heldMs, came }).toEqual({ freed: '0', heldMs: '0', came: '1' });
});

test('who comes, who stays away and who comes late after all is counted', async () => {
  const { id } = await line.open({ maxActive: 10 });
  await line.joinAll(id, 4);
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  await line.room.callNext(id, { claimGraceMs: 0 });
  expect(await line.redis.hmget(line.keys.line(id), 'came', 'gone')).toEqual(['1', '3']);
  await line.room.claim(id, 2, person(2));
  await line.room.callNext(id);
  expect(await line.redis.hmget(line.keys.line(id), 'came', 'gone')).toEqual(['2', '2']);
});

test('whoever finds no seat free is called on again for the next one, and has not stayed away', async () => {
  const { id } = await line.open({ maxActive: 1 });
  await line.joinAll(id, 3);
  await line.room.callNext(id);
  await line.room.callNext(id, { claimGraceMs: 0 });
  await line.room.claim(id, 1, person(1));
  expect(await line.room.claim(id, 2, person(2))).toMatchObject({ outcome: 'no-seat' });
  await line.room.finish(id, 1);
  // The seat is kept for the one who knocked, for as long as they were asked to wait.
  expect(await line.room.callNext(id)).toMatchObject({ called: 0 });
  expect(await line.room.callNext(id, { claimGraceMs: 0 })).toMatchObject({ called: 0 });
  expect(await line.room.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
});

test.each([-0.1, 1.1, Number.NaN])('the pace %p never reaches Redis', async (pace) => {
  const { id } = await line.open();
  await expect(line.room.callNext(id, { pace })).rejects.toThrow(RangeError);
});

test('a pace of a half calls half as many, a pace of nothing nobody', async () => {
  const { id } = await line.open({ maxPerSecond: 200 });
  await line.joinAll(id, 100);
  expect(await line.room.callNext(id, { pace: 0 })).toMatchObject({ called: 0 });
  const agoUs = ((await line.room.serverTimeMs()) - 10_000) * 1_000;
  await line.redis.hset(line.keys.line(id), { tickedAtUs: agoUs, carry: 0 });
  expect(await line.room.callNext(id, { pace: 0.5 })).toMatchObject({ called: 25 });
});
