import { connect } from 'node:net';
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
  /** As Redis reports them, one command a line, bytes beyond ASCII as `\xNN`. */
  readonly text: () => string;
}

/** Listens to a Redis (`MONITOR`), commands inside scripts included. */
export async function monitorRedis(url: string): Promise<RedisMonitor> {
  const { hostname, port, username, password } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  const isListening = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunks.length === 1) resolve();
    });
  });
  const login = password === '' ? '' : `AUTH ${username === '' ? 'default' : username} ${password}\r\n`;
  socket.write(`${login}MONITOR\r\n`);
  await isListening;
  return {
    text: () => Buffer.concat(chunks).toString('latin1'),
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}
