import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { DecisionBacklog } from '../src/booking/decision-backlog.ts';

function aBacklog() {
  const clock = { ms: 1_000 };
  const backlog = new DecisionBacklog(() => clock.ms);
  const takes = (ms: number) =>
    backlog.timed(() => {
      clock.ms += ms;
      return Promise.resolve('decided');
    });
  return { clock, backlog, takes };
}

test('nothing measured is no backlog', () => {
  expect(aBacklog().backlog.now).toEqual({ undecided: 0, commitMs: 0 });
});

test('groups of a length come to rest on it', async () => {
  const { backlog, takes } = aBacklog();
  for (let group = 0; group < 40; group += 1) await takes(100);
  expect(backlog.now.commitMs).toBeGreaterThan(85);
  expect(backlog.now.commitMs).toBeLessThanOrEqual(100);
});

test('a group that hangs counts by its age, and when it ends at last it is remembered for a while', async () => {
  const { clock, backlog } = aBacklog();
  const answer = new AbortController();
  const hanging = backlog.timed(() => once(answer.signal, 'abort'));
  clock.ms += 30_000;
  expect(backlog.now.commitMs).toBe(30_000);
  answer.abort();
  await hanging;
  expect(backlog.now.commitMs).toBe(6_000);
  clock.ms += 60_000;
  expect(backlog.now.commitMs).toBeLessThan(1);
});

test('a group that fails is measured too, and its error passes through', async () => {
  const { clock, backlog } = aBacklog();
  const failing = backlog.timed(() => {
    clock.ms += 500;
    return Promise.reject(new Error('away'));
  });
  await expect(failing).rejects.toThrow('away');
  expect(backlog.now.commitMs).toBe(100);
});
