import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AgentClaimed, AgentSeats } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let seats: AgentSeats;
beforeAll(async () => {
  line = await testLine();
  seats = new AgentSeats(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

/** A window with `people` in the line, nobody called. */
async function waiting(people: number, overrides: Parameters<TestLine['open']>[0] = {}) {
  const window = await line.open({ maxActive: 2, agentSeats: 2, ...overrides });
  await line.joinAll(window.id, people);
  return window;
}

function seatOf(claimed: AgentClaimed, number: number) {
  if (claimed.outcome !== 'admitted') throw new Error(claimed.outcome);
  return { number, expiresAtMs: claimed.expiresAtMs };
}

test('an agent takes a seat for a number that nobody has called, for the length of an admission', async () => {
  const { id, admissionSeconds } = await waiting(9);
  const before = await line.room.serverTimeMs();
  const seat = seatOf(await seats.claim(id, 9, person(9)), 9);
  expect(seat.expiresAtMs).toBeGreaterThanOrEqual(before + admissionSeconds * 1_000);
  expect(await seats.holds(id, seat)).toBe(true);
  expect(await line.room.standing(id, 9)).toMatchObject({ state: 'waiting', serving: 0 });
});

test('the public cannot take the seats of agents, nor agents those of the public', async () => {
  const { id } = await waiting(8);
  await line.room.callNext(id, { claimGraceMs: 0 });
  await line.room.callNext(id, { claimGraceMs: 0 });
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
  expect(await line.room.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
  expect(await line.room.claim(id, 3, person(3))).toMatchObject({ outcome: 'no-seat' });
  const byAgents = await Promise.all([6, 7, 8].map((n) => seats.claim(id, n, person(n))));
  expect(byAgents.map(({ outcome }) => outcome)).toEqual(['admitted', 'admitted', 'no-seat']);
  await line.room.release(id, 1);
  expect(await line.room.claim(id, 3, person(3))).toMatchObject({ outcome: 'admitted' });
  expect(await seats.claim(id, 8, person(8))).toMatchObject({ outcome: 'no-seat' });
  expect(await line.room.callNext(id)).toMatchObject({ active: 2 });
});

test('of many who race for the last seat one gets it', async () => {
  const { id } = await waiting(20, { agentSeats: 1 });
  const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => seats.claim(id, n + 1, person(n + 1))));
  expect(claims.filter(({ outcome }) => outcome === 'admitted')).toHaveLength(1);
  expect(claims.filter(({ outcome }) => outcome === 'no-seat')).toHaveLength(19);
});

test('a person has one seat: claiming it again, even when all are taken, voids the grant before', async () => {
  const { id } = await waiting(2, { agentSeats: 1 });
  const first = seatOf(await seats.claim(id, 1, person(1)), 1);
  const second = seatOf(await seats.claim(id, 1, person(1)), 1);
  expect(await seats.holds(id, first)).toBe(false);
  expect(await seats.release(id, first)).toBe(false);
  expect(await seats.holds(id, second)).toBe(true);
  expect(await seats.claim(id, 2, person(2))).toMatchObject({ outcome: 'no-seat' });
  expect(await seats.release(id, second)).toBe(true);
  expect(await seats.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
});

test('a seat nobody gave back is free again when it expires', async () => {
  const { id, closesAtMs } = await waiting(2, { agentSeats: 1 });
  seatOf(await seats.claim(id, 1, person(1)), 1);
  const full = await seats.claim(id, 2, person(2));
  if (full.outcome !== 'no-seat') throw new Error(full.outcome);
  expect(full.freeAfterMs).toBeLessThanOrEqual(closesAtMs - Date.now());
  await line.redis.zadd(line.keys.agentSeats(id), 1, '1');
  expect(await seats.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
});

test('nobody gets in by telephone before the opening, while paused, after the closing, or twice', async () => {
  const early = await line.open({ opensAtMs: Date.now() + 60_000 });
  expect(await seats.claim(early.id, 1, person(1))).toEqual({ outcome: 'not-open', opensAtMs: early.opensAtMs });
  const paused = await waiting(1);
  await line.room.publishWindow({ ...paused, paused: true, version: 2 });
  expect(await seats.claim(paused.id, 1, person(1))).toEqual({ outcome: 'paused' });
  await line.room.publishWindow({ ...paused, closed: true, version: 3 });
  expect(await seats.claim(paused.id, 1, person(1))).toEqual({ outcome: 'closed' });
  const booked = await waiting(1);
  await line.room.finish(booked.id, 1);
  expect(await seats.claim(booked.id, 1, person(1))).toEqual({ outcome: 'finished' });
  expect(await seats.claim('nowhere', 1, person(1))).toEqual({ outcome: 'unknown' });
});

test('a number is good for whoever holds it and for nobody else', async () => {
  const { id } = await waiting(2);
  expect(await seats.claim(id, 1, person(2))).toEqual({ outcome: 'not-placed' });
  expect(await seats.claim(id, 7, person(7))).toEqual({ outcome: 'not-placed' });
});

test('a window without seats for agents has none, and one of an earlier release neither', async () => {
  const none = await waiting(1, { agentSeats: 0 });
  expect(await seats.claim(none.id, 1, person(1))).toEqual({ outcome: 'no-seat', freeAfterMs: 0 });
  await line.redis.hdel(line.keys.door(none.id), 'agentSeats');
  expect(await seats.claim(none.id, 1, person(1))).toEqual({ outcome: 'no-seat', freeAfterMs: 0 });
  expect(await line.room.window(none.id)).toMatchObject({ agentSeats: 0 });
});

test('a line that is being started anew seats nobody', async () => {
  const { id } = await waiting(1);
  await line.redis.hset(line.keys.line(id), 'run', 'another', 'epoch', '1');
  expect(await seats.claim(id, 1, person(1))).toEqual({ outcome: 'rebuilding' });
});
