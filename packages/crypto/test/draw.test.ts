import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  commitmentTo,
  drawEntryOf,
  drawOrder,
  drawScoreOf,
  entriesDigestOf,
  isCommittedSeed,
  isDrawnOrder,
} from '../src/index.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const seedOf = (n: number) => sha256(`seed ${n}`);
const person = (n: number) => sha256(`person ${n}`).subarray(0, 16).toString('base64url');
const people = (count: number) => Array.from({ length: count }, (_, n) => person(n));
const peopleOf = async (seed: Uint8Array, personKeys: Iterable<string>) =>
  (await drawOrder(seed, 'w', personKeys)).map(({ personKey }) => personKey);

/** Computed by another program, so that nobody changes the public rules without noticing. */
test('the rules are the published ones', () => {
  const seed = new Uint8Array(32).fill(7);
  const entry = 'PGDhlvyJlbVA8z1MeIkPZw';
  expect(commitmentTo(seed)).toBe('4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0');
  expect(drawEntryOf('window-1', 'p'.repeat(22))).toBe(entry);
  expect(drawScoreOf(seed, entry)).toBe('367a133fcc2bb184ead1fd185955c0cf405f5ad7fe48b021e839bbd02226d4d1');
  expect(entriesDigestOf([entry, 'wZPkIeM1z8AVblJyvlhDGP'])).toBe(
    '7f9afedd25a3904e9142eeb93db516e47e5fec10521c99e3a12530657ea275ff',
  );
});

test('a seed fits its own commitment and no other', () => {
  const commitment = commitmentTo(seedOf(1));
  expect(isCommittedSeed(commitment, seedOf(1).toString('hex'))).toBe(true);
  expect(isCommittedSeed(commitment, seedOf(2).toString('hex'))).toBe(false);
  expect(isCommittedSeed(commitment, '')).toBe(false);
});

describe('the order', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 }).map((ns) => ns.map(person));
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

  test('is that of the scores, and holds everybody once', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, keys, async (seed, entrants) => {
        const order = await drawOrder(seed, 'w', entrants);
        const byScore = entrants
          .map((personKey) => ({ personKey, entry: drawEntryOf('w', personKey) }))
          .toSorted((a, b) => (drawScoreOf(seed, a.entry) < drawScoreOf(seed, b.entry) ? -1 : 1));
        expect(order).toEqual(byScore);
        expect(
          isDrawnOrder(
            Buffer.from(seed).toString('hex'),
            order.map(({ entry }) => entry),
          ),
        ).toBe(true);
      }),
    );
  });

  test('does not depend on when people come, nor on how often', async () => {
    const comings = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(seeds, comings, comings, async (seed, first, shuffle) => {
        const everyone = [...new Set([...first, ...shuffle])].map(person);
        const oneWay = await peopleOf(seed, [...first, ...shuffle].map(person));
        const another = await peopleOf(seed, [...shuffle, ...first, ...shuffle].map(person));
        expect(another).toEqual(oneWay);
        expect(oneWay.toSorted()).toEqual(everyone.toSorted());
      }),
    );
  });

  test('of some does not change when others come or go', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, keys, async (seed, entrants) => {
        const all = await peopleOf(seed, entrants);
        const some = new Set(entrants.filter((_, n) => n % 2 === 0));
        expect(await peopleOf(seed, some)).toEqual(all.filter((key) => some.has(key)));
      }),
    );
  });

  test('is another one with another seed, and in another window', async () => {
    const entrants = people(50);
    const order = await peopleOf(seedOf(1), entrants);
    expect(await peopleOf(seedOf(2), entrants)).not.toEqual(order);
    const elsewhere = await drawOrder(seedOf(1), 'other', entrants);
    expect(elsewhere.map(({ personKey }) => personKey)).not.toEqual(order);
    expect(new Set(elsewhere.map(({ entry }) => entry)).has(drawEntryOf('w', person(1)))).toBe(false);
  });
});

describe('an order that is not the seed’s is found out', () => {
  const seed = seedOf(3).toString('hex');
  const entries = drawOrder(seedOf(3), 'w', people(100)).then((order) => order.map(({ entry }) => entry));

  test.each([
    ['two places exchanged', (list: string[]) => [...list.slice(0, 40), list[41], list[40], ...list.slice(42)]],
    ['somebody twice', (list: string[]) => [...list.slice(0, 41), list[40], ...list.slice(41)]],
    ['a stranger in front', (list: string[]) => [...list.slice(-1), ...list.slice(0, -1)]],
  ])('%s', async (_what, tampered) => {
    const list = await entries;
    expect(isDrawnOrder(seed, list)).toBe(true);
    const other = tampered(list).map(String);
    expect(isDrawnOrder(seed, other)).toBe(false);
    expect(entriesDigestOf(other)).not.toBe(entriesDigestOf(list));
  });

  test('somebody left out: the order still fits, the digest does not', async () => {
    const list = await entries;
    const other = list.toSpliced(40, 1);
    expect(isDrawnOrder(seed, other)).toBe(true);
    expect(entriesDigestOf(other)).not.toBe(entriesDigestOf(list));
  });
});

describe('over many seeds', () => {
  const DRAWS = 20_000;
  const PEOPLE = 10;

  /** How often each person stood at each position. */
  async function positions(): Promise<number[][]> {
    const entrants = people(PEOPLE);
    const counts = entrants.map(() => entrants.map(() => 0));
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const order = await peopleOf(seedOf(draw), entrants);
      for (const [position, key] of order.entries()) {
        const row = counts[entrants.indexOf(key)];
        if (row) row[position] = (row[position] ?? 0) + 1;
      }
    }
    return counts;
  }

  test('everybody stands everywhere equally often', async () => {
    const expected = DRAWS / PEOPLE;
    const chiSquare = (await positions()).flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // (PEOPLE - 1)² = 81 degrees of freedom: 99.9 % of fair draws stay below 126.1, 99.9 % above 46.5.
    expect(chiSquare).toBeLessThan(126.1);
    expect(chiSquare).toBeGreaterThan(46.5);
  });

  test('who is in front of whom is as good as tossed', async () => {
    const [one, other] = [drawEntryOf('w', person(1)), drawEntryOf('w', person(2))];
    let wins = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      if (drawScoreOf(seedOf(draw), one) < drawScoreOf(seedOf(draw), other)) wins += 1;
    }
    // Four standard deviations of DRAWS tosses.
    expect(Math.abs(wins - DRAWS / 2)).toBeLessThan(4 * Math.sqrt(DRAWS / 4));
  });
});
