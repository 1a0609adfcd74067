import { hash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

/** As joining keeps it: a bucket is split for each so many people (`places.lua`). */
const BUCKET_FILL = 32;
/** People laid at a time: what this process holds in memory. */
const CHUNK = 500_000;
/** Buckets written in one round trip. */
const PIPELINE = 2_000;
const KEY_BYTES = 16;

/**
 * Puts `count` people into an empty line, without asking for each whether they are there already: the very buckets and
 * counters that joining leaves behind, in seconds instead of minutes. Resolves to some of their keys, with their numbers.
 * @param line the key of the line's hash
 * @param places the start of the keys of its buckets
 */
export async function layLine(redis: Redis, line: string, places: string, count: number): Promise<Map<string, number>> {
  const buckets = Math.max(1, Math.ceil(count / BUCKET_FILL));
  const witnesses = new Map<string, number>();
  for (let from = 0; from < count; from += CHUNK) {
    const people = peopleByBucket(from, Math.min(CHUNK, count - from), buckets);
    const [first] = people.values();
    if (first?.[0] !== undefined) witnesses.set(String(first[0]), Number(first[1]));
    await write(redis, places, people);
  }
  await redis.hset(line, { issued: count, placed: count, buckets });
  return witnesses;
}

/** Bucket → person, number, person, number, … */
function peopleByBucket(from: number, count: number, buckets: number): Map<number, (string | number)[]> {
  const keys = randomBytes(count * KEY_BYTES);
  const people = new Map<number, (string | number)[]>();
  for (let n = 0; n < count; n += 1) {
    const person = keys.toString('base64url', n * KEY_BYTES, (n + 1) * KEY_BYTES);
    const bucket = bucketOf(person, buckets);
    const others = people.get(bucket);
    if (others) others.push(person, from + n + 1);
    else people.set(bucket, [person, from + n + 1]);
  }
  return people;
}

/** Linear hashing, as `places.lua` has it. */
function bucketOf(person: string, buckets: number): number {
  const digest = Number.parseInt(hash('sha1', person).slice(0, 8), 16);
  const level = 2 ** Math.floor(Math.log2(buckets));
  const bucket = digest % (2 * level);
  return bucket < buckets ? bucket : digest % level;
}

async function write(redis: Redis, places: string, people: Map<number, (string | number)[]>): Promise<void> {
  const all = [...people];
  for (let from = 0; from < all.length; from += PIPELINE) {
    const pipeline = redis.pipeline();
    for (const [bucket, members] of all.slice(from, from + PIPELINE)) pipeline.hset(`${places}${bucket}`, ...members);
    await pipeline.exec();
  }
}
