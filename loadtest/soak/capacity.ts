import type { Ground } from './journey.ts';
import { journeysPerSecond, type Sessions, type Tally } from './steady-load.ts';

const WARM_UP_SECONDS = 10;
const STEP_SECONDS = 10;
/** So many journeys at once, step by step … */
const AT_ONCE = [32, 64, 128, 256];
/** … until a step brings less than this much more. */
const WORTH_MORE = 1.05;

/** The most journeys a second this stack was seen to carry, with this process beside it. */
export async function measuredCapacity(ground: Ground, sessions: Sessions, tally: Tally): Promise<number> {
  // Whoever waits a second between two questions would only need more company to fill the stack.
  const hurried = { ...ground, pollEveryMs: 1 };
  const [fewest = 1] = AT_ONCE;
  await journeysPerSecond(hurried, sessions, fewest, WARM_UP_SECONDS, tally);
  let best = 0;
  for (const atOnce of AT_ONCE) {
    const rate = await journeysPerSecond(hurried, sessions, atOnce, STEP_SECONDS, tally);
    const isWorth = rate > best * WORTH_MORE;
    best = Math.max(best, rate);
    if (!isWorth) break;
  }
  if (best === 0) throw new Error(`no journey ended: ${tally.failures.join('; ')}`);
  return best;
}

/** As many tickets as a gate process remembers (`KnownTokens`), and some more. */
const REMEMBERED = 110_000;
const FILLING_AT_ONCE = 64;

/**
 * Lets so many people take a number in the quiet window and look at it once that each of `gateProcesses` remembers as many
 * tickets as it ever will: a memory that is still being filled would look like one that leaks.
 */
export async function fillMemories(ground: Ground, sessions: Sessions, gateProcesses: number): Promise<void> {
  let left = REMEMBERED * gateProcesses;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const { value, done } = await sessions.next();
      if (done === true) return;
      const joined = await ground.client.join(ground.quietWindowId, value);
      if (joined.ok) await ground.client.standing(joined.body.ticket);
    }
  };
  await Promise.all(Array.from({ length: FILLING_AT_ONCE }, lane));
}
