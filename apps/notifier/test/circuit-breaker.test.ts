import { beforeEach, expect, test } from '@jest/globals';
import { CircuitBreaker } from '../src/circuit-breaker.ts';

let nowMs: number;
let breaker: CircuitBreaker;
beforeEach(() => {
  nowMs = 0;
  breaker = new CircuitBreaker(() => nowMs);
});

function end(worked: boolean, times = 1): void {
  for (let count = 0; count < times; count += 1) breaker.begin()(worked);
}

test('five failures in a row open it, four and a success do not', () => {
  end(false, 4);
  end(true);
  end(false, 4);
  expect(breaker.state).toBe('closed');
  end(false);
  expect(breaker.state).toBe('open');
});

test('after a second it lets one through to see; success closes it', () => {
  end(false, 5);
  nowMs = 999;
  expect(breaker.state).toBe('open');
  nowMs = 1_000;
  expect(breaker.state).toBe('half-open');
  end(true);
  expect(breaker.state).toBe('closed');
  end(false, 4);
  expect(breaker.state).toBe('closed');
});

test('each failed probe doubles the wait, up to a minute; a success makes it short again', () => {
  end(false, 5);
  const waits = Array.from({ length: 8 }, () => {
    const openedAtMs = nowMs;
    while (breaker.state === 'open') nowMs += 1_000;
    end(false);
    return nowMs - openedAtMs;
  });
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  nowMs += 60_000;
  end(true);
  end(false, 5);
  nowMs += 1_000;
  expect(breaker.state).toBe('half-open');
});

test('what began before it opened or closed says nothing about now', () => {
  const early = [breaker.begin(), breaker.begin()];
  end(false, 5);
  nowMs = 1_000;
  early[0]?.(true);
  expect(breaker.state).toBe('half-open');
  end(true);
  for (let count = 0; count < 5; count += 1) early[1]?.(false);
  expect(breaker.state).toBe('closed');
});
