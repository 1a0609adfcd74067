import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type TestRedis, testRedis } from '@sunbeon/test-kit';
import fc from 'fast-check';
import { RollBoard, RollDigests, RollsInMemory } from '../src/index.ts';
import { isInPieces } from '../src/roll-digests.ts';

const CAMPAIGN = 'c1';
const REQUIRED = new Set([CAMPAIGN]);
const aKey = (): string => randomBytes(16).toString('base64url');
const keys = (count: number): string[] => Array.from({ length: count }, aKey);

let at: TestRedis;
let board: RollBoard;
beforeEach(async () => {
  at = await testRedis();
  board = new RollBoard(at.redis, at.prefix);
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

function digestsOf(people: readonly string[]): RollDigests {
  const digests = new RollDigests();
  for (const personKey of people) digests.add(personKey);
  return digests;
}

async function publish(people: readonly string[], { isComplete = true, version = '1' } = {}): Promise<void> {
  const digests = digestsOf(people);
  await board.publish(CAMPAIGN, { version, isComplete, people: digests.size }, digests.pieces());
}

test('exactly those are in the pieces of a roll who were added', () => {
  const key = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), fc.array(key, { maxLength: 30 }), (people, others) => {
      const digests = digestsOf(people);
      const pieces = [...digests.pieces()];
      const known = new Set(people.map((one) => one.slice(0, 11)));
      expect(digests.size).toBe(people.length);
      expect(people.every((one) => isInPieces(pieces, one))).toBe(true);
      // The eleventh character holds two bits more than the digest.
      const strangers = others.filter((one) => ![...known].some((other) => other.slice(0, 10) === one.slice(0, 10)));
      expect(strangers.some((one) => isInPieces(pieces, one))).toBe(false);
    }),
  );
});

test.each(['', 'short', '한글이름은열쇠가아니다'])('"%s" is nobody, and on no roll', (text) => {
  expect(isInPieces([...digestsOf(keys(1_000)).pieces()], text)).toBe(false);
});

test('before a roll is loaded nobody is refused; then those on it may come and nobody else', async () => {
  const rolls = new RollsInMemory(board);
  const people = keys(2_000);
  const [someone = ''] = people;
  await rolls.refresh(REQUIRED);
  expect(rolls.standing(CAMPAIGN, someone)).toBe('unknown');
  await publish(people);
  await rolls.refresh(REQUIRED);
  expect(new Set(people.map((one) => rolls.standing(CAMPAIGN, one)))).toEqual(new Set(['on']));
  expect(new Set(keys(2_000).map((one) => rolls.standing(CAMPAIGN, one)))).toEqual(new Set(['off']));
  expect([rolls.standing('c2', someone), rolls.people]).toEqual(['unknown', 2_000]);
  await rolls.refresh(new Set());
  expect([rolls.standing(CAMPAIGN, someone), rolls.people]).toEqual(['unknown', 0]);
});

test('while people are being added nobody is refused who is not on the roll yet', async () => {
  const rolls = new RollsInMemory(board);
  const [someone = '', later = ''] = keys(2);
  await publish([someone], { isComplete: false });
  await rolls.refresh(REQUIRED);
  expect([rolls.standing(CAMPAIGN, someone), rolls.standing(CAMPAIGN, later)]).toEqual(['on', 'unknown']);
  await publish([someone, later], { version: '2' });
  await rolls.refresh(REQUIRED);
  expect([rolls.standing(CAMPAIGN, later), rolls.standing(CAMPAIGN, aKey())]).toEqual(['on', 'off']);
});

test('a roll of which Redis has lost a part keeps no other from being loaded', async () => {
  const [here, there] = [aKey(), aKey()];
  await publish([here]);
  const digests = digestsOf([there]);
  await board.publish('c2', { version: '1', isComplete: true, people: digests.size }, digests.pieces());
  const mark = await board.mark(CAMPAIGN);
  await at.redis.del(`${at.prefix}:roll:${CAMPAIGN}:0:${mark?.pieces[0]}`);
  const rolls = new RollsInMemory(board);
  await expect(rolls.refresh(new Set([CAMPAIGN, 'c2']))).rejects.toThrow('a piece of the roll of c1 is missing');
  expect([rolls.standing(CAMPAIGN, here), rolls.standing('c2', there)]).toEqual(['unknown', 'on']);
});

test('only pieces that changed are written and read again', async () => {
  const people = keys(5_000);
  await publish(people);
  const rolls = new RollsInMemory(board);
  await rolls.refresh(REQUIRED);
  const before = await board.mark(CAMPAIGN);
  const added = aKey();
  await publish([...people, added], { version: '2' });
  const after = await board.mark(CAMPAIGN);
  const changed = after?.pieces.flatMap((id, index) => (before?.pieces[index] === id ? [] : [index]));
  expect(changed).toEqual([Buffer.from(added, 'base64url').readUInt8()]);
  // The pieces that stayed are not even looked at: here they are gone.
  const stayed = (after?.pieces ?? []).flatMap((id, index) =>
    changed?.includes(index) === true ? [] : [{ id, index }],
  );
  await at.redis.unlink(stayed.map(({ id, index }) => `${at.prefix}:roll:${CAMPAIGN}:${index}:${id}`));
  await rolls.refresh(REQUIRED);
  expect(rolls.standing(CAMPAIGN, added)).toBe('on');
});

test('what Redis has lost stays in memory, is missed by whoever renews it, and is written again', async () => {
  const people = keys(500);
  const [someone = ''] = people;
  await publish(people);
  const rolls = new RollsInMemory(board);
  await rolls.refresh(REQUIRED);
  const mark = await board.mark(CAMPAIGN);
  if (mark === null) throw new TypeError('nothing was published');
  expect(await board.renew(CAMPAIGN, mark)).toBe(true);
  await at.redis.unlink(`${at.prefix}:roll:${CAMPAIGN}:7:${mark.pieces[7]}`);
  expect(await board.renew(CAMPAIGN, mark)).toBe(false);
  // Whoever starts now cannot load it, and says of nobody that they are not on it.
  const fresh = new RollsInMemory(board);
  await expect(fresh.refresh(REQUIRED)).rejects.toThrow('a piece of the roll of c1 is missing');
  expect(fresh.standing(CAMPAIGN, someone)).toBe('unknown');
  await publish(people);
  await fresh.refresh(REQUIRED);
  expect(fresh.standing(CAMPAIGN, someone)).toBe('on');
  await at.redis.unlink(`${at.prefix}:roll:${CAMPAIGN}:mark`);
  await rolls.refresh(REQUIRED);
  expect(rolls.standing(CAMPAIGN, someone)).toBe('on');
});

test('one worker at a time publishes a roll', async () => {
  expect(await board.hold(CAMPAIGN, 'one', 5_000)).toBe(true);
  expect(await board.hold(CAMPAIGN, 'other', 5_000)).toBe(false);
  await board.release(CAMPAIGN, 'one');
  expect(await board.hold(CAMPAIGN, 'other', 5_000)).toBe(true);
});
