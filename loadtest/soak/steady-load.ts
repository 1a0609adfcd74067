import { setTimeout as pause } from 'node:timers/promises';
import type { Ending, Ground } from './journey.ts';
import { journey } from './journey.ts';

/** Most journeys under way: a stack that stands still must not fill this process's memory. */
const MOST_UNDER_WAY = 5_000;

/** What became of journeys so far. */
export interface Tally {
  begun: number;
  /** Not begun because {@link MOST_UNDER_WAY} were under way. */
  turnedAway: number;
  booked: number;
  cancelled: number;
  closedTabs: number;
  failed: number;
  /** The first few reasons. */
  readonly failures: string[];
}

const FAILURES_KEPT = 20;

export function blankTally(): Tally {
  return { begun: 0, turnedAway: 0, booked: 0, cancelled: 0, closedTabs: 0, failed: 0, failures: [] };
}

/** People by session, each used once. */
export type Sessions = AsyncIterator<string>;

/**
 * Begins `perSecond` journeys a second, each at its own appointed instant whatever became of those before, until `signal`
 * aborts, and resolves when the last one has ended.
 */
export async function beginSteadily(
  ground: Ground,
  sessions: Sessions,
  perSecond: number,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const startMs = performance.now();
  for (let count = 0; !signal.aborted; count += 1) {
    const waitMs = startMs + (count * 1_000) / perSecond - performance.now();
    if (waitMs > 1) await pause(waitMs, undefined, { signal }).catch(() => null);
    if (underWay.size >= MOST_UNDER_WAY) {
      tally.turnedAway += 1;
      continue;
    }
    const { value, done } = await sessions.next();
    if (done === true) break;
    const one = travel(ground, value, tally).finally(() => underWay.delete(one));
    underWay.add(one);
  }
  await Promise.all(underWay);
}

/** Keeps `atOnce` journeys under way for so long; resolves to how many ended a second. */
export async function journeysPerSecond(
  ground: Ground,
  sessions: Sessions,
  atOnce: number,
  seconds: number,
  tally: Tally,
): Promise<number> {
  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  let ended = 0;
  const lane = async () => {
    while (performance.now() < endMs) {
      const { value, done } = await sessions.next();
      if (done === true) return;
      await travel(ground, value, tally);
      if (performance.now() < endMs) ended += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ended / seconds;
}

async function travel(ground: Ground, session: string, tally: Tally): Promise<void> {
  tally.begun += 1;
  note(tally, await journey(ground, session));
}

function note(tally: Tally, ending: Ending): void {
  switch (ending) {
    case 'booked':
      tally.booked += 1;
      return;
    case 'cancelled':
      tally.cancelled += 1;
      return;
    case 'closed-tab':
      tally.closedTabs += 1;
      return;
    default:
      tally.failed += 1;
      if (tally.failures.length < FAILURES_KEPT) tally.failures.push(ending);
  }
}
