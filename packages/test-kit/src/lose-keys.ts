import { Redis } from 'ioredis';

/** Takes keys out of a Redis, as when it has lost its last writes. */
export async function loseKeys(url: string, keys: readonly string[]): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.del(...keys);
  } finally {
    redis.disconnect();
  }
}
