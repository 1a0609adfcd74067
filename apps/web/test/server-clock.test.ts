import { expect, test } from '@jest/globals';
import { ServerClock } from '../src/gate/server-clock.ts';

const SERVER_MS = Date.parse('2021-07-19T11:00:00Z');

test('knows nothing before the first answer', () => {
  expect(new ServerClock().at(5)).toBeNull();
});

test('goes on by the monotonic counter alone', () => {
  const clock = new ServerClock();
  clock.sample(SERVER_MS, 1_000);
  expect(clock.at(1_000)).toBe(SERVER_MS);
  expect(clock.at(61_000)).toBe(SERVER_MS + 60_000);
});

test('a slow or cached answer does not set it back', () => {
  const clock = new ServerClock();
  clock.sample(SERVER_MS, 1_000);
  clock.sample(SERVER_MS + 9_000, 11_000);
  expect(clock.at(11_000)).toBe(SERVER_MS + 10_000);
});

test('the first answer after a sleep brings it forward', () => {
  const clock = new ServerClock();
  clock.sample(SERVER_MS, 1_000);
  clock.sample(SERVER_MS + 3_600_000, 2_000);
  expect(clock.at(2_000)).toBe(SERVER_MS + 3_600_000);
});

test('a correction of the server is followed after some answers', () => {
  const clock = new ServerClock();
  clock.sample(SERVER_MS + 60_000, 0);
  for (let counter = 1; counter <= 8; counter += 1) clock.sample(SERVER_MS + counter, counter);
  expect(clock.at(8)).toBe(SERVER_MS + 8);
});
