/** How a crowd comes: everybody within `seconds`, the rate falling off exponentially from `busiest` times the mean. */
export interface Arrivals {
  readonly people: number;
  readonly seconds: number;
  /** The first instant's rate over the mean rate; 1 is an even stream. */
  readonly busiest: number;
}

/** How finely a rate is looked for: to a thousandth. */
const HALVINGS = 60;
const STEPS = 4_000;

/** People who have come until `second`. */
export function comeUntil({ people, seconds, busiest }: Arrivals, second: number): number {
  const share = Math.min(Math.max(second / seconds, 0), 1);
  const decay = decayOf(busiest);
  return decay === 0 ? people * share : (people * -Math.expm1(-decay * share)) / -Math.expm1(-decay);
}

/** People a second in the first instant. */
export function firstRate({ people, seconds, busiest }: Arrivals): number {
  return (people / seconds) * busiest;
}

/**
 * The longest anybody stands before the door when `perSecond` are let through: the line there as a fluid, the largest
 * vertical distance between the arrivals and what was served, in seconds of service (Newell, Applications of Queueing
 * Theory, chapter 2).
 */
export function longestWaitSeconds(arrivals: Arrivals, perSecond: number): number {
  let longest = 0;
  for (let n = 1; n <= STEPS; n += 1) {
    const second = (arrivals.seconds * n) / STEPS;
    longest = Math.max(longest, comeUntil(arrivals, second) / perSecond - second);
  }
  return longest;
}

/** The least rate at which nobody stands before the door for longer than `seconds`. */
export function leastRate(arrivals: Arrivals, seconds: number): number {
  let [low, high] = [0, Math.max(firstRate(arrivals), 1)];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (longestWaitSeconds(arrivals, middle) <= seconds) high = middle;
    else low = middle;
  }
  return high;
}

/** The exponent k with k ÷ (1 − e^−k) = busiest: by it the rate falls off over the whole time. */
function decayOf(busiest: number): number {
  if (busiest <= 1) return 0;
  let [low, high] = [0, busiest];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (middle / -Math.expm1(-middle) < busiest) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
