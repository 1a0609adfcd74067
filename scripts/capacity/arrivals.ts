/** How a crowd comes: everybody within `seconds`, the rate falling off exponentially from `busiest` times the mean. */
export interface Arrivals {
  readonly people: number;
  readonly seconds: number;
  /** The first instant's rate over the mean rate; 1 is an even stream. */
  readonly busiest: number;
}

/** Steps in which a number is looked for by halving: more than a double has digits. */
const HALVINGS = 60;

/** People who have come until `second`. */
export function comeUntil({ people, seconds, busiest }: Arrivals, second: number): number {
  return people * shareUntil(decayOf(busiest), Math.min(Math.max(second / seconds, 0), 1));
}

/** People a second in the first instant. */
export function firstRate({ people, seconds, busiest }: Arrivals): number {
  return (people / seconds) * busiest;
}

/**
 * The longest anybody stands before the door when `perSecond` are let through: the line there as a fluid, the largest
 * distance between when somebody comes and when as many have been served (Newell, Applications of Queueing Theory,
 * chapter 2). It is theirs who come when the arrivals have slowed down to `perSecond`.
 */
export function longestWaitSeconds(arrivals: Arrivals, perSecond: number): number {
  const { people, seconds, busiest } = arrivals;
  const first = firstRate(arrivals);
  if (perSecond >= first) return 0;
  const decay = decayOf(busiest);
  const share = decay === 0 ? 1 : Math.min(Math.log(first / perSecond) / decay, 1);
  return (people * shareUntil(decay, share)) / perSecond - share * seconds;
}

/** The least rate at which nobody stands before the door for longer than `seconds`. */
export function leastRate(arrivals: Arrivals, seconds: number): number {
  let [low, high] = [0, firstRate(arrivals)];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (longestWaitSeconds(arrivals, middle) <= seconds) high = middle;
    else low = middle;
  }
  return high;
}

/** Of all who come, the share that has come in the first `share` of the time. */
function shareUntil(decay: number, share: number): number {
  return decay === 0 ? share : Math.expm1(-decay * share) / Math.expm1(-decay);
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
