import type { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';

const DAY_MS = 86_400_000;
/** Who stood in a line is forgotten so long after its window has closed: no ticket lives that long … */
const PEOPLE_KEPT_MS = 7 * DAY_MS;
/** … and the window itself, with the seed of its draw, so that a number can be recomputed until then. */
export const WINDOW_KEPT_MS = 90 * DAY_MS;
/** Buckets removed in one step. */
const BUCKETS_AT_ONCE = 500;

/** Removes what was kept long enough of a window that closed `closedForMs` ago, in bounded steps. Doing it again changes nothing. */
export async function forgetWindow(redis: RedisConnection, keys: Keys, id: string, closedForMs: number): Promise<void> {
  if (closedForMs < PEOPLE_KEPT_MS) return;
  await forgetPeople(redis, keys, id);
  if (closedForMs < WINDOW_KEPT_MS) return;
  await redis.unlink(keys.line(id), keys.door(id));
  // Each in a slot of its own.
  await Promise.all(keys.allEndings(id).map((key) => redis.unlink(key)));
  await redis.srem(keys.windows(), id);
}

async function forgetPeople(redis: RedisConnection, keys: Keys, id: string): Promise<void> {
  const buckets = Number((await redis.hget(keys.line(id), 'buckets')) ?? 0);
  for (let from = 0; from < buckets; from += BUCKETS_AT_ONCE) {
    const some = Math.min(BUCKETS_AT_ONCE, buckets - from);
    await redis.unlink(...Array.from({ length: some }, (_, n) => `${keys.places(id)}${from + n}`));
  }
  if (buckets > 1) await redis.hset(keys.line(id), 'buckets', 1);
  await redis.unlink(
    keys.seats(id),
    keys.called(id),
    keys.finished(id),
    keys.agentSeats(id),
    keys.turnTexts(id),
    keys.turnOrder(id),
  );
  await redis.unlink(
    keys.availability(id),
    keys.availableSites(id),
    keys.availableMunicipalities(id),
    keys.availableSlots(id),
    keys.minutes(id),
    keys.promises(id),
  );
}
