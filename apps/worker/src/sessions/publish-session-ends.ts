import { randomUUID } from 'node:crypto';
import { repeat } from '@sunbeon/service-kit';
import { forgetSessionEnds, sessionEnds } from '@sunbeon/store';
import { SessionEnds } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
const DAY_MS = 86_400_000;
/** Whoever ends their sessions is looked for so far back each time: clocks differ. */
const OVERLAP_MS = 60_000;
/** After so long without a turn that worked everything is written anew, and read anew by the gates. */
const LATE_MS = 30_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * Tells Redis what Postgres knows about ended sessions: what is new once a second, in case `api` could not, and everything
 * when Redis has lost it. Several workers may do it at once. Once an hour ends that no session is old enough for are forgotten.
 */
export function publishSessionEnds({ config, store, redis, logger }: WorkerContext): AsyncDisposable {
  const board = new SessionEnds(redis, config.redisPrefix);
  let publishedAtMs: number | null = null;
  let forgotAtMs = -Infinity;

  async function turn(): Promise<void> {
    const nowMs = Date.now();
    const keptFromMs = nowMs - config.sessionDays * DAY_MS;
    const { mark } = await board.read(nowMs, 1);
    if (mark === null || publishedAtMs === null || nowMs - publishedAtMs > LATE_MS) {
      const isWhole = await board.noteAll(sessionEnds(store, keptFromMs), keptFromMs, randomUUID());
      if (!isWhole) return;
    } else {
      for await (const ends of sessionEnds(store, publishedAtMs - OVERLAP_MS)) await board.note(ends, keptFromMs);
    }
    publishedAtMs = nowMs;
    if (nowMs - forgotAtMs < FORGET_EVERY_MS) return;
    await forgetSessionEnds(store, keptFromMs);
    forgotAtMs = nowMs;
  }

  return repeat({ name: 'publish session ends', everyMs: EVERY_MS, turn, logger });
}
