import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWindowBodySchema } from '@sunbeon/core';
import { createWindow, startRollImport, takeRollPiece } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { RollBoard, RollsInMemory } from '@sunbeon/waiting-room';
import { aHouse, type House } from './a-worker.ts';

const HOUR_MS = 3_600_000;
const BYTES = 1_000_000;

let house: House;
let board: RollBoard;
let rolls: RollsInMemory;
beforeEach(async () => {
  house = await aHouse();
  board = new RollBoard(house.redis.redis, house.redis.prefix);
  rolls = new RollsInMemory(board);
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

async function aWindow(id: string, requiresRoll: boolean): Promise<void> {
  const body = createWindowBodySchema.parse({
    id,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    requiresRoll,
    opensAt: new Date(Date.now() - 1_000).toISOString(),
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
  });
  await createWindow(house.store, body);
}

async function begin(campaign: string, id: string): Promise<void> {
  const body = { id, campaign, digest: 'a'.repeat(64), bytes: BYTES };
  await startRollImport(house.store, body, { kind: 'staff', id: 'staff-key' });
}

/** Adds people to a roll as a piece of a file, to its end unless told otherwise. */
async function add(importId: string, count: number, offset: number, next = BYTES): Promise<string[]> {
  const people = Array.from({ length: count }, () => randomBytes(16).toString('base64url'));
  const entries = people.map((personKey, index) => ({
    line: offset + index + 2,
    personKey,
    matchIndex: personKey,
    phoneIndex: null,
    sealedEntry: 'sealed',
  }));
  await takeRollPiece(house.store, { importId, offset, next, lines: count, entries, rejects: [] });
  return people;
}

async function standingOf(campaignId: string, people: readonly string[]) {
  await rolls.refresh(new Set([campaignId]));
  return new Set(people.map((personKey) => rolls.standing(campaignId, personKey)));
}

test('the roll of a window that requires one is at the edge, complete once its file has been read', async () => {
  await aWindow('c1', true);
  await aWindow('c2', false);
  await house.startWorker();
  await eventually(async () => expect(await board.mark('c1')).toMatchObject({ people: 0, isComplete: false }));
  await begin('c1', 'i1');
  await begin('c2', 'i2');
  const first = await add('i1', 300, 0, 500);
  const second = await add('i1', 300, 500);
  await add('i2', 5, 0);
  await eventually(async () => expect(await board.mark('c1')).toMatchObject({ people: 600, isComplete: true }));
  expect(await standingOf('c1', [...first, ...second])).toEqual(new Set(['on']));
  expect(await standingOf('c1', [randomBytes(16).toString('base64url')])).toEqual(new Set(['off']));
  expect(await board.mark('c2')).toBeNull();
});

test('while another file is read nobody is refused for not being on the roll yet', async () => {
  await aWindow('c1', true);
  await begin('c1', 'i1');
  const people = await add('i1', 20, 0);
  await house.startWorker();
  await eventually(async () => expect(await board.mark('c1')).toMatchObject({ isComplete: true }));
  await begin('c1', 'i2');
  await eventually(async () => expect(await board.mark('c1')).toMatchObject({ isComplete: false }));
  expect(await standingOf('c1', people)).toEqual(new Set(['on']));
  const late = await add('i2', 20, 0);
  await eventually(async () => expect(await board.mark('c1')).toMatchObject({ people: 40, isComplete: true }));
  expect(await standingOf('c1', late)).toEqual(new Set(['on']));
});

test('a roll that Redis has lost is published again, and another worker goes on where one stopped', async () => {
  await aWindow('c1', true);
  await begin('c1', 'i1');
  const people = await add('i1', 200, 0);
  const first = await house.startWorker();
  await house.startWorker();
  const isPublished = () => eventually(async () => expect(await standingOf('c1', people)).toEqual(new Set(['on'])));
  await isPublished();
  const { redis, prefix } = house.redis;
  for (const worker of [first, null]) {
    await worker?.[Symbol.asyncDispose]();
    rolls = new RollsInMemory(board);
    await redis.unlink(await redis.keys(`${prefix}:roll:c1:[0-9m]*`));
    expect(await board.mark('c1')).toBeNull();
    await isPublished();
  }
});
