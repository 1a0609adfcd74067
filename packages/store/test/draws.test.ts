import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWindowBodySchema } from '@sunbeon/core';
import { changeWindow, createWindow, drawDocument, drawOf, keepDraw, listWindows } from '../src/index.ts';
import { aStore, type TestStore } from './a-store.ts';

const HOUR_MS = 3_600_000;
const RESULT = {
  people: ['p'.repeat(22), 'q'.repeat(22)],
  entries: ['e'.repeat(22), 'f'.repeat(22)],
  entriesDigest: 'ab'.repeat(32),
};

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function aDraw(opensInMs: number) {
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const body = { cohort, policy: 'draw', opensAt: inMs(opensInMs), closesAt: inMs(2 * HOUR_MS) };
  return createWindow(at.store, createWindowBodySchema.parse(body));
}

test('a draw is committed to its seed when it is scheduled, and each draw has its own', async () => {
  const [one, other] = [await aDraw(HOUR_MS), await aDraw(HOUR_MS)];
  const draw = await drawOf(at.store, one.id);
  expect(draw?.seed).toHaveLength(32);
  expect(draw?.kept).toBeNull();
  expect(
    createHash('sha256')
      .update(draw?.seed ?? '')
      .digest('hex'),
  ).toBe(one.commitment);
  expect(other.commitment).not.toBe(one.commitment);
  expect(await listWindows(at.store)).toContainEqual(one);
});

test('without an instant of its own the lobby opens at once', async () => {
  const { lobbyOpensAtMs } = await aDraw(HOUR_MS);
  expect(Math.abs((lobbyOpensAtMs ?? 0) - Date.now())).toBeLessThan(10_000);
  expect((await aDraw(-1_000)).lobbyOpensAtMs).toBeNull();
});

test('nothing that staff do changes the commitment, and nothing at all changes the seed', async () => {
  const { id, commitment } = await aDraw(HOUR_MS);
  expect((await changeWindow(at.store, id, { kind: 'move', opensAt: inMs(HOUR_MS / 2) })).commitment).toBe(commitment);
  for (const statement of [
    `UPDATE draw SET seed = sha256(seed) WHERE window_id = '${id}'`,
    `UPDATE booking_window SET commitment = repeat('0', 64) WHERE id = '${id}'`,
    `UPDATE booking_window SET commitment = NULL WHERE id = '${id}'`,
  ]) {
    await expect(at.sql(statement)).rejects.toThrow('is not changed');
  }
});

test('a seed that is not the committed one is refused', async () => {
  const { id } = await aDraw(HOUR_MS);
  await at.sql(`DELETE FROM draw WHERE window_id = $1`, [id]);
  const insert = at.sql(`INSERT INTO draw (window_id, seed) VALUES ($1, decode(repeat('00', 32), 'hex'))`, [id]);
  await expect(insert).rejects.toThrow('not that of the seed');
});

test('before the opening nothing is kept and the seed is not told; afterwards it is kept once', async () => {
  const early = await aDraw(HOUR_MS);
  expect(await keepDraw(at.store, early.id, RESULT)).toBe(false);
  expect(await drawDocument(at.store, early.id)).toEqual({
    windowId: early.id,
    commitment: early.commitment,
    seed: null,
    drawn: null,
    entriesDigest: null,
    entries: null,
  });
  const { id } = await aDraw(-1_000);
  expect(await keepDraw(at.store, id, RESULT)).toBe(true);
  expect(await keepDraw(at.store, id, { ...RESULT, people: [] })).toBe(false);
  const kept = await drawOf(at.store, id);
  expect(kept?.kept).toEqual({ people: RESULT.people, entriesDigest: RESULT.entriesDigest });
});

test('the entries are told once the window has closed, the person keys never', async () => {
  const { id } = await aDraw(-1_000);
  await keepDraw(at.store, id, RESULT);
  const open = await drawDocument(at.store, id);
  expect(open).toMatchObject({ drawn: 2, entriesDigest: RESULT.entriesDigest, entries: null });
  expect(
    createHash('sha256')
      .update(Buffer.from(open?.seed ?? '', 'hex'))
      .digest('hex'),
  ).toBe(open?.commitment);
  await changeWindow(at.store, id, { kind: 'close' });
  const closed = await drawDocument(at.store, id);
  expect(closed?.entries).toEqual(RESULT.entries);
  expect(JSON.stringify(closed)).not.toContain(RESULT.people[0]);
});

test('an empty lobby is drawn too, and its numbers are leased', async () => {
  const { id, ceiling } = await aDraw(-1_000);
  expect(await keepDraw(at.store, id, { people: [], entries: [], entriesDigest: 'ab'.repeat(32) })).toBe(true);
  expect((await drawOf(at.store, id))?.kept).toMatchObject({ people: [] });
  const many = await aDraw(-1_000);
  const people = Array.from({ length: ceiling + 1 }, (_, n) => `${n}`);
  expect(await keepDraw(at.store, many.id, { people, entries: people, entriesDigest: 'ab'.repeat(32) })).toBe(true);
  expect((await listWindows(at.store)).find((window) => window.id === many.id)?.ceiling).toBe(ceiling + 1);
});

test('a window without a draw has nothing to tell', async () => {
  expect(await drawOf(at.store, 'nowhere')).toBeNull();
  expect(await drawDocument(at.store, 'nowhere')).toBeNull();
});
