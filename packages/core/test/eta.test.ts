import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { etaFor, pollAfterMs } from '../src/index.ts';

const steady = { headStart: 0, mostPerSecond: 100 };

test('ten minutes ahead is ten minutes, give or take what is measured and what nobody knows', () => {
  expect(etaFor(60_000, { perSecond: 100, deviation: 0, ...steady })).toEqual({ seconds: 600, low: 431, high: 834 });
  expect(etaFor(60_000, { perSecond: 100, deviation: 50, ...steady })).toEqual({ seconds: 600, low: 246, high: 1_459 });
});

test('who comes into free seats waits for the pace alone, and the others as much less', () => {
  const rate = { perSecond: 10, deviation: 0, headStart: 300, mostPerSecond: 50 };
  expect(etaFor(200, rate)).toMatchObject({ seconds: 4 });
  expect(etaFor(900, rate)).toMatchObject({ seconds: 60 });
  expect(etaFor(900, { ...rate, headStart: -100 })).toMatchObject({ seconds: 100 });
});

test('nothing is promised while nothing is called', () => {
  expect(etaFor(5, { perSecond: 0, deviation: 0, headStart: 0, mostPerSecond: 0 })).toBeNull();
});

test('the range always holds the expected wait, and more people ahead never means sooner', () => {
  const rates = fc.record({
    perSecond: fc.double({ min: 0.01, max: 5_000, noNaN: true }),
    deviation: fc.double({ min: 0, max: 9_000, noNaN: true }),
    headStart: fc.double({ min: -1_000, max: 1_000, noNaN: true }),
    mostPerSecond: fc.double({ min: 0.01, max: 9_000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.nat(5_000_000), fc.nat(1_000), rates, (ahead, more, rate) => {
      const near = etaFor(ahead, rate);
      const far = etaFor(ahead + more, rate);
      return (
        near !== null &&
        far !== null &&
        near.low <= near.seconds &&
        near.seconds <= near.high &&
        near.seconds <= far.seconds
      );
    }),
  );
});

test('a rate that is hardly known still gives a range of numbers', () => {
  const rate = { perSecond: 0.01, deviation: 5, headStart: 0, mostPerSecond: 0.01 };
  expect(etaFor(0, rate)).toEqual({ seconds: 0, low: 0, high: 0 });
  expect(etaFor(1, rate)).toEqual({ seconds: 100, low: 0, high: 100_000 });
});

test('polls are soon when the turn is near, rare when it is far, and spread', () => {
  expect(pollAfterMs({ low: 0 }, 0.5)).toBe(1_000);
  expect(pollAfterMs({ low: 30 }, 0.5)).toBe(24_000);
  expect(pollAfterMs({ low: 36_000 }, 0.5)).toBe(60_000);
  fc.assert(
    fc.property(fc.nat(100_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (low, random) => {
      const after = pollAfterMs({ low }, random);
      return after >= 800 && after <= 72_000;
    }),
  );
});
