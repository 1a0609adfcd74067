import { Redis } from 'ioredis';

/** What keys are for: places in the line, what the edge knows of booking requests, everything else. */
export const keyFamilies = ['line', 'requests', 'other'] as const;
export type KeyFamily = (typeof keyFamilies)[number];

/** How many keys a family has, and the bytes they take with their share of Redis' own tables. */
export interface FamilyMemory {
  readonly keys: number;
  readonly bytes: number;
}

const KEYS_AT_ONCE = 1_000;
const LINE = /\{w:[^}]+\}:(?:p:|line$|seats$|called$|finished$)/;
const REQUESTS = /\}:(?:request:|open$|endings:)/;

/** Asks Redis for the memory of every key: all of a bucket is counted, nothing is guessed from samples. */
export async function memoryByFamily(redisUrl: string): Promise<Record<KeyFamily, FamilyMemory>> {
  const redis = new Redis(redisUrl);
  const found = new Map<KeyFamily, FamilyMemory>();
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'COUNT', KEYS_AT_ONCE);
      cursor = next;
      const asked = redis.pipeline(keys.map((key) => ['memory', 'usage', key, 'SAMPLES', '0']));
      for (const [at, [, bytes]] of ((await asked.exec()) ?? []).entries()) {
        const family = familyOf(keys[at] ?? '');
        const before = found.get(family) ?? { keys: 0, bytes: 0 };
        found.set(family, { keys: before.keys + 1, bytes: before.bytes + Number(bytes ?? 0) });
      }
    } while (cursor !== '0');
  } finally {
    redis.disconnect();
  }
  const nothing = { keys: 0, bytes: 0 };
  const [line = nothing, requests = nothing, other = nothing] = keyFamilies.map((family) => found.get(family));
  return { line, requests, other };
}

function familyOf(key: string): KeyFamily {
  if (LINE.test(key)) return 'line';
  return REQUESTS.test(key) ? 'requests' : 'other';
}
