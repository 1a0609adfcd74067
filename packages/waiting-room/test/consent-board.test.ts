import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConsentBoard, type ConsentInForce, UnreadableRecord } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let board: ConsentBoard;
beforeAll(async () => {
  line = await testLine();
  board = new ConsentBoard(line.redis, line.prefix);
});
afterAll(async () => {
  await line[Symbol.asyncDispose]();
});

const HOUR_MS = 3_600_000;

function aConsent(overrides: Partial<ConsentInForce> = {}): ConsentInForce {
  return {
    consentId: randomUUID(),
    delegateKey: person(1),
    beneficiaryKey: person(2),
    sealedBeneficiary: 'sealed',
    scope: ['book', 'change'],
    expiresAtMs: Date.now() + HOUR_MS,
    ...overrides,
  };
}

test('a consent is unknown until it is put, in force from then on, and ended from the moment it ends', async () => {
  const consent = aConsent();
  expect(await board.find(consent.consentId)).toBeNull();
  await board.put(consent);
  expect(await board.find(consent.consentId)).toEqual(consent);
  await board.end(consent.consentId);
  expect(await board.find(consent.consentId)).toBe('ended');
});

test('whoever read a consent before its end cannot bring it back', async () => {
  const consent = aConsent();
  await board.end(consent.consentId);
  await board.put(consent);
  expect(await board.find(consent.consentId)).toBe('ended');
  expect(await line.redis.pttl(line.keys.consent(consent.consentId))).toBeGreaterThan(HOUR_MS);
});

test('putting it again says it as it is now', async () => {
  const consent = aConsent();
  await board.put(consent);
  const sealedAnew = { ...consent, sealedBeneficiary: 'sealed by another key' };
  await board.put(sealedAnew);
  expect(await board.find(consent.consentId)).toEqual(sealedAnew);
});

test('it is forgotten when it expires, and then Postgres is asked', async () => {
  const consent = aConsent({ expiresAtMs: Date.now() - 1 });
  await board.put(consent);
  expect(await board.find(consent.consentId)).toBeNull();
});

test('that a consent is not in force is remembered for a minute, and never hides one that is', async () => {
  const consent = aConsent();
  await board.putUnknown(consent.consentId);
  expect(await board.find(consent.consentId)).toBe('ended');
  expect(await line.redis.pttl(line.keys.consent(consent.consentId))).toBeLessThanOrEqual(60_000);
  await board.put(consent);
  expect(await board.find(consent.consentId)).toEqual(consent);
  const known = aConsent();
  await board.put(known);
  await board.putUnknown(known.consentId);
  expect(await board.find(known.consentId)).toEqual(known);
});

test('a seat taken by a consent is free as soon as the consent ends, and the number stays called', async () => {
  const { id } = await line.open({ maxActive: 1 });
  await line.joinAll(id, 2);
  await line.room.callNext(id);
  const claimed = await line.room.claim(id, 1, person(1));
  if (claimed.outcome !== 'admitted') throw new Error(claimed.outcome);
  const consent = aConsent();
  await board.put(consent);
  expect(await board.noteSeat(consent.consentId, { windowId: id, number: 1 }, claimed.expiresAtMs)).toBe(true);
  await board.end(consent.consentId);
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(0);
  expect(await line.room.standing(id, 1)).toMatchObject({ state: 'called' });
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
});

test('a seat that is noted after the end is free at once', async () => {
  const { id } = await line.open({ maxActive: 1 });
  await line.joinAll(id, 1);
  await line.room.callNext(id);
  const claimed = await line.room.claim(id, 1, person(1));
  if (claimed.outcome !== 'admitted') throw new Error(claimed.outcome);
  const { consentId } = aConsent();
  await board.end(consentId);
  expect(await board.noteSeat(consentId, { windowId: id, number: 1 }, claimed.expiresAtMs)).toBe(false);
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(0);
});

test('of an end and a seat noted at the same time one sees the other: no seat stays taken', async () => {
  const { id } = await line.open();
  const rounds = Array.from({ length: 50 }, (_, round) => round + 1);
  for (const number of rounds) await line.redis.zadd(line.keys.seats(id), Date.now() + HOUR_MS, number);
  await Promise.all(
    rounds.map(async (number) => {
      const consent = aConsent();
      await board.put(consent);
      const other = new ConsentBoard(line.redis, line.prefix);
      const seat = { windowId: id, number };
      await Promise.all([board.noteSeat(consent.consentId, seat, consent.expiresAtMs), other.end(consent.consentId)]);
    }),
  );
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(0);
});

test('what nobody here wrote is no consent', async () => {
  const { consentId } = aConsent();
  await line.redis.set(line.keys.consent(consentId), '{"scope":["everything"]}');
  await expect(board.find(consentId)).rejects.toThrow(UnreadableRecord);
});
