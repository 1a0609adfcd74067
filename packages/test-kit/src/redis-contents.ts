import { Redis } from 'ioredis';

const SCAN_COUNT = 1_000;

/** How everything under a key is read, by the type of its value. */
const READ: Readonly<Record<string, (key: Buffer) => [command: string, ...args: (Buffer | string)[]]>> = {
  string: (key) => ['GET', key],
  hash: (key) => ['HGETALL', key],
  list: (key) => ['LRANGE', key, '0', '-1'],
  set: (key) => ['SMEMBERS', key],
  zset: (key) => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
  stream: (key) => ['XRANGE', key, '-', '+'],
};

/** One key with all of its value, as bytes. */
export interface RedisEntry {
  readonly key: string;
  readonly content: Buffer;
}

/** Everything a Redis holds, whoever put it there: each key with its value, and the value as `DUMP` gives it. */
export async function redisContents(url: string): Promise<RedisEntry[]> {
  const redis = new Redis(url);
  try {
    const entries: RedisEntry[] = [];
    for await (const keys of redis.scanBufferStream({ count: SCAN_COUNT })) {
      for (const key of keys) entries.push(await entryOf(redis, key));
    }
    return entries;
  } finally {
    redis.disconnect();
  }
}

async function entryOf(redis: Redis, key: Buffer): Promise<RedisEntry> {
  const type = await redis.type(key);
  const [command, ...args] = READ[type]?.(key) ?? ['DUMP', key];
  const value = await redis.callBuffer(command, ...args);
  const dump = await redis.callBuffer('DUMP', key);
  return { key: key.toString(), content: Buffer.concat([key, ...buffersIn(value), ...buffersIn(dump)]) };
}

function buffersIn(reply: unknown): Buffer[] {
  if (Buffer.isBuffer(reply)) return [reply, Buffer.from('\n')];
  return Array.isArray(reply) ? reply.flatMap(buffersIn) : [];
}

/** Every command a Redis is given from now on. */
export interface RedisMonitor extends AsyncDisposable {
  /** One command a line, bytes beyond ASCII as `\xNN`. */
  readonly text: () => string;
}

/** Listens to a Redis (`MONITOR`), commands inside scripts included. */
export async function monitorRedis(url: string): Promise<RedisMonitor> {
  const redis = new Redis(url);
  const monitor = await redis.monitor();
  const lines: string[] = [];
  monitor.on('monitor', (_time: string, args: string[]) => lines.push(args.join(' ')));
  return {
    text: () => lines.join('\n'),
    async [Symbol.asyncDispose]() {
      monitor.disconnect();
      redis.disconnect();
    },
  };
}
