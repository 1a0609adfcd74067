import type { Chance } from '../chance.ts';

/** Part of a curve, over which the rate goes in a straight line from one value to another. */
interface Stretch {
  readonly seconds: number;
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
}

/** How many arrive when: stretch after stretch. */
export type ArrivalCurve = readonly Stretch[];

/** How many arrive over the whole curve, on average. */
export function arrivalsOn(curve: ArrivalCurve): number {
  return curve.reduce((sum, stretch) => sum + areaOf(stretch), 0);
}

/**
 * When each request is to be sent, in milliseconds from the beginning of the curve, in order. Without `chance` they come as
 * evenly as the curve allows; with it they come independently of each other, as people do (a Poisson process, made from one of
 * rate 1 by the inverse of the curve's integral; Çinlar 1975), and how many they are varies.
 */
export function scheduleOf(curve: ArrivalCurve, chance?: Chance): Float64Array {
  const total = arrivalsOn(curve);
  const nextAfter = (count: number) => (chance === undefined ? count + 1 : count + chance.after(1));
  const instantsMs: number[] = [];
  let at = 0;
  let before = { arrivals: 0, seconds: 0 };
  for (let count = chance === undefined ? 0.5 : nextAfter(0); count < total; count = nextAfter(count)) {
    let stretch = curve[at];
    while (stretch !== undefined && before.arrivals + areaOf(stretch) <= count) {
      before = { arrivals: before.arrivals + areaOf(stretch), seconds: before.seconds + stretch.seconds };
      at += 1;
      stretch = curve[at];
    }
    if (stretch === undefined) break;
    instantsMs.push((before.seconds + secondsUntil(stretch, count - before.arrivals)) * 1_000);
  }
  return Float64Array.from(instantsMs);
}

function areaOf({ seconds, fromPerSecond, toPerSecond }: Stretch): number {
  return (seconds * (fromPerSecond + toPerSecond)) / 2;
}

/** After how many seconds of the stretch so many have arrived: the root of a parabola, in the form that loses no digits near 0. */
function secondsUntil({ seconds, fromPerSecond, toPerSecond }: Stretch, arrivals: number): number {
  if (arrivals <= 0) return 0;
  const slope = (toPerSecond - fromPerSecond) / seconds;
  const rateThen = Math.sqrt(Math.max(0, fromPerSecond ** 2 + 2 * slope * arrivals));
  return Math.min(seconds, (2 * arrivals) / (fromPerSecond + rateThen));
}
