import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { DrawDocument } from '@sunbeon/core';
import { entryOf, recompute } from '../src/draw/recompute.ts';

/* The other implementation of the public rules stands here in full: the page must come to the same without it. */

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const SEED = sha256('seed');
const scoreOf = (entry: string) => createHmac('sha256', SEED).update(entry).digest('hex');
const entries = Array.from({ length: 2_500 }, (_, n) => sha256(`entry ${n}`).subarray(0, 16).toString('base64url'));
const inOrder = entries.toSorted((a, b) => (scoreOf(a) < scoreOf(b) ? -1 : 1));

const closed: DrawDocument = {
  windowId: 'w',
  commitment: sha256(SEED).toString('hex'),
  seed: SEED.toString('hex'),
  drawn: inOrder.length,
  entriesDigest: sha256(inOrder.join('\n')).toString('hex'),
  entries: inOrder,
};

test('the entry is the one the ticket shows', async () => {
  const personKey = 'p'.repeat(22);
  const expected = sha256(`sunbeon draw\nw\n${personKey}`).subarray(0, 16).toString('base64url');
  expect(await entryOf('w', personKey)).toBe(expected);
});

test('everyone’s number is recomputed', async () => {
  const right = { isCommitted: true, isBoundList: true, isOrdered: true };
  expect(await recompute(closed, inOrder[0] ?? '')).toEqual({ ...right, number: 1 });
  expect(await recompute(closed, inOrder[1_234] ?? '')).toEqual({ ...right, number: 1_235 });
  expect(await recompute(closed, 'nobody')).toEqual({ ...right, number: null });
});

test('what does not fit is said', async () => {
  const entry = inOrder[5] ?? '';
  const otherSeed = { ...closed, seed: sha256('other').toString('hex') };
  expect(await recompute(otherSeed, entry)).toMatchObject({ isCommitted: false, isBoundList: true, isOrdered: false });
  const leftOut = { ...closed, entries: inOrder.slice(1) };
  expect(await recompute(leftOut, entry)).toMatchObject({ isBoundList: false, isOrdered: true, number: 5 });
  const exchanged = { ...closed, entries: [inOrder[1] ?? '', inOrder[0] ?? '', ...inOrder.slice(2)] };
  expect(await recompute(exchanged, inOrder[1] ?? '')).toMatchObject({ isOrdered: false, number: 2 });
});

test('what is not public yet is not judged', async () => {
  const nothing = { isCommitted: null, isBoundList: null, isOrdered: null, number: null };
  expect(await recompute({ ...closed, seed: null, entries: null, entriesDigest: null }, 'e')).toEqual(nothing);
  expect(await recompute({ ...closed, entries: null }, 'e')).toEqual({ ...nothing, isCommitted: true });
});
