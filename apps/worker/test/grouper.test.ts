import { expect, test } from '@jest/globals';
import { Grouper } from '../src/booking/grouper.ts';

const LIMITS = { maxItems: 4, maxWaitMs: 5, maxGroups: 1 };

/** Notes the groups it was asked to decide; answers when told to. */
function aDecider() {
  const groups: number[][] = [];
  const pending: (() => void)[] = [];
  const decide = async (items: readonly number[]) => {
    groups.push([...items]);
    await new Promise<void>((resolve) => {
      pending.push(resolve);
    });
    return items.map((item) => item * 10);
  };
  return { groups, decide, answer: () => pending.shift()?.() };
}

test('a full group goes at once, and everyone gets their own answer', async () => {
  const { groups, decide, answer } = aDecider();
  const grouper = new Grouper(decide, LIMITS);
  const results = Promise.all([1, 2, 3, 4].map((item) => grouper.add(item)));
  expect(groups).toEqual([[1, 2, 3, 4]]);
  answer();
  expect(await results).toEqual([10, 20, 30, 40]);
});

test('a group that is not full goes when it is old', async () => {
  const grouper = new Grouper(async (items: readonly number[]) => items, LIMITS);
  expect(await Promise.all([grouper.add(1), grouper.add(2)])).toEqual([1, 2]);
});

test('while groups are busy the next ones fill up', async () => {
  const { groups, decide, answer } = aDecider();
  const grouper = new Grouper(decide, LIMITS);
  const results = Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((item) => grouper.add(item)));
  expect(groups).toEqual([[1, 2, 3, 4]]);
  for (let round = 0; round < 3; round += 1) {
    answer();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  await results;
  expect(groups).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]);
});

test('a group that fails rejects its items and no others', async () => {
  const grouper = new Grouper(withoutZero, { ...LIMITS, maxItems: 2 });
  const settled = await Promise.allSettled([1, 0, 2, 3].map((item) => grouper.add(item)));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
});

async function withoutZero(items: readonly number[]): Promise<readonly number[]> {
  if (items.includes(0)) throw new RangeError('zero');
  return items;
}
