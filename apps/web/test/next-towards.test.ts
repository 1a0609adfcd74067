import { expect, test } from '@jest/globals';
import { height, outlines, width } from '../src/places/generated/outlines.ts';
import { nextTowards } from '../src/places/next-towards.ts';
import { around, frameOf, viewBoxOf } from '../src/places/outline-frames.ts';
import { places } from '../src/places/places.ts';

const cross = [
  { x: 0, y: 0 },
  { x: 0, y: -5 },
  { x: 0, y: 5 },
  { x: -5, y: 0 },
  { x: 5, y: 1 },
  { x: 50, y: 0 },
];

test.each([
  ['ArrowUp', 1],
  ['ArrowDown', 2],
  ['ArrowLeft', 3],
  ['ArrowRight', 4],
] as const)('%s leads to the nearest in that direction', (key, index) => {
  expect(nextTowards(key, 0, cross)).toBe(index);
});

test('at the edge one stays', () => {
  expect(nextTowards('ArrowLeft', 3, cross)).toBe(3);
  expect(nextTowards('ArrowUp', 0, [])).toBe(0);
});

test('by arrow keys alone every municipality of a province is reached', () => {
  const all = [...places.values()];
  for (const province of new Set(all.map(({ provinceCode }) => provinceCode))) {
    const spots = all.filter(({ provinceCode }) => provinceCode === province);
    const reached = new Set([0]);
    for (const from of reached) {
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const)
        reached.add(nextTowards(key, from, spots));
    }
    expect(spots.filter((_, index) => !reached.has(index)).map(({ name }) => name)).toEqual([]);
  }
});

test('the middle of a municipality lies in its frame, and its frame on the map', () => {
  const frames = outlines.map(([code, path]) => ({ place: places.get(code), frame: frameOf(path) }));
  for (const { place, frame } of frames) {
    expect(place?.x).toBeGreaterThanOrEqual(frame.left);
    expect(place?.x).toBeLessThanOrEqual(frame.right);
    expect(place?.y).toBeGreaterThanOrEqual(frame.top);
    expect(place?.y).toBeLessThanOrEqual(frame.bottom);
  }
  const { left, top, right, bottom } = frames.map(({ frame }) => frame).reduce((a, b) => around(a, b));
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
  expect([right <= width, bottom <= height]).toEqual([true, true]);
  expect(viewBoxOf({ left: 0, top: 0, right: 100, bottom: 50 })).toBe('-4 -4 108 58');
});
