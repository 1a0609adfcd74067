/** Something on the map that can have the keyboard. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const DIRECTIONS = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
} as const;
export type ArrowKey = keyof typeof DIRECTIONS;

/** What lies aside counts as so many times as far. */
const ASIDE = 2;

export function isArrowKey(key: string): key is ArrowKey {
  return key in DIRECTIONS;
}

/** The index of the spot an arrow key leads to from one: the nearest in that direction; the same one at the edge. */
export function nextTowards(key: ArrowKey, from: number, spots: readonly Spot[]): number {
  const here = spots[from];
  if (!here) return from;
  const direction = DIRECTIONS[key];
  let [best, bestAway] = [from, Number.POSITIVE_INFINITY];
  for (const [index, { x, y }] of spots.entries()) {
    const [dx, dy] = [x - here.x, y - here.y];
    const ahead = dx * direction.x + dy * direction.y;
    const away = ahead + ASIDE * Math.abs(dx * direction.y + dy * direction.x);
    if (ahead > 0 && away < bestAway) [best, bestAway] = [index, away];
  }
  return best;
}
