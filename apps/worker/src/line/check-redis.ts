import type { Logger, RedisConnection } from '@sunbeon/service-kit';
import { Cluster, type Redis } from 'ioredis';

const SETTINGS = [
  'maxmemory-policy',
  'appendonly',
  'appendfsync',
  'min-replicas-to-write',
  'hash-max-listpack-entries',
  'hash-max-listpack-value',
] as const;
export type RedisSettings = Readonly<Record<(typeof SETTINGS)[number], string>>;

/** The buckets of the line hold at most this many people, each with a key and a number of at most this many bytes. */
const BUCKET_ENTRIES = 128;
const BUCKET_VALUE_BYTES = 22;

/** What is wrong with a Redis that is to hold a line, for whoever operates it. */
export function complaintsAbout(settings: RedisSettings, replicas: number): string[] {
  const complaints: [boolean, string][] = [
    [
      settings['maxmemory-policy'] !== 'noeviction',
      `maxmemory-policy is ${settings['maxmemory-policy']}: when memory is short Redis forgets people; set noeviction`,
    ],
    [settings.appendonly !== 'yes', 'appendonly is no: a restart loses the whole line; set yes'],
    [settings.appendfsync === 'no', 'appendfsync is no: a crash of the machine loses much of the line; set everysec'],
    [
      replicas > 0 && settings['min-replicas-to-write'] === '0',
      'min-replicas-to-write is 0 although there are replicas: a Redis cut off from them goes on giving numbers; set 1',
    ],
    [
      Number(settings['hash-max-listpack-entries']) < BUCKET_ENTRIES ||
        Number(settings['hash-max-listpack-value']) < BUCKET_VALUE_BYTES,
      `hash-max-listpack limits are below ${BUCKET_ENTRIES} entries of ${BUCKET_VALUE_BYTES} bytes: a waiting person costs three times the memory`,
    ],
  ];
  return complaints.flatMap(([applies, text]) => (applies ? [text] : []));
}

/** Reads the settings of every primary and warns in the log of each that would cost somebody a place. Never rejects. */
export async function warnAboutRedis(redis: RedisConnection, logger: Logger): Promise<void> {
  try {
    if (redis.status !== 'ready') await redis.ping();
    const primaries = redis instanceof Cluster ? redis.nodes('master') : [redis];
    for (const primary of primaries) {
      const complaints = complaintsAbout(await settingsOf(primary), await replicasOf(primary));
      const { host, port } = primary.options;
      for (const complaint of complaints) logger.warn({ redis: `${host}:${port}` }, complaint);
    }
  } catch (error) {
    // Some providers do not let anyone read settings.
    logger.warn({ err: error }, 'the settings of Redis could not be checked');
  }
}

async function settingsOf(redis: Redis): Promise<RedisSettings> {
  const known = new Map<string, string>();
  for (const name of SETTINGS) {
    const reply: unknown = await redis.config('GET', name);
    known.set(name, String(Array.isArray(reply) ? reply[1] : ''));
  }
  const of = (name: keyof RedisSettings) => known.get(name) ?? '';
  return {
    'maxmemory-policy': of('maxmemory-policy'),
    appendonly: of('appendonly'),
    appendfsync: of('appendfsync'),
    'min-replicas-to-write': of('min-replicas-to-write'),
    'hash-max-listpack-entries': of('hash-max-listpack-entries'),
    'hash-max-listpack-value': of('hash-max-listpack-value'),
  };
}

async function replicasOf(redis: Redis): Promise<number> {
  return Number(/^connected_slaves:(\d+)/m.exec(await redis.info('replication'))?.[1] ?? 0);
}
