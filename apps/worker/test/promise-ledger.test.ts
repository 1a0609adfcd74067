import { expect, test } from '@jest/globals';
import { type LineNow, PromiseLedger } from '../src/line/promise-ledger.ts';

const rate = { perSecond: 10, deviation: 0, headStart: 0, mostPerSecond: 10 };
const at = (second: number, serving: number, issued: number, now: Partial<LineNow> = {}): LineNow => ({
  serving,
  issued,
  skips: [],
  rate,
  serverTimeMs: second * 1_000,
  ...now,
});

test('a wait that ends as told is kept, without error', () => {
  const ledger = new PromiseLedger();
  expect(ledger.look(at(0, 0, 1_001))).toEqual([]);
  expect(ledger.look(at(50, 500, 1_001))).toEqual([]);
  expect(ledger.look(at(100, 1_001, 1_001))).toContainEqual({ error: 0, withinRange: true });
});

test('a wait that took four times as long is broken, by three quarters', () => {
  const ledger = new PromiseLedger();
  ledger.look(at(0, 0, 1_001));
  expect(ledger.look(at(400, 1_001, 1_001))).toEqual([{ error: 0.75, withinRange: false }]);
});

test('one promise in five seconds, none in a pause or in an empty line, and none that ends at once', () => {
  const ledger = new PromiseLedger();
  ledger.look(at(0, 0, 11));
  ledger.look(at(1, 1, 12));
  expect(ledger.look(at(2, 12, 12))).toHaveLength(1);
  ledger.look(at(10, 12, 13, { rate: null }));
  ledger.look(at(20, 13, 13));
  ledger.look(at(30, 13, 14));
  expect(ledger.look(at(30.5, 14, 14))).toEqual([]);
  expect(ledger.look(at(99, 14, 14))).toEqual([]);
});

test('numbers nobody holds are not waited for', () => {
  const ledger = new PromiseLedger();
  ledger.look(at(0, 10, 1_000_101, { skips: [[10, 1_000_000]] }));
  expect(ledger.look(at(10, 1_000_101, 1_000_101))).toEqual([{ error: 0, withinRange: true }]);
});
