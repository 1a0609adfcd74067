import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { z } from 'zod';
import { endable, HANG_UP_MS } from './endable.ts';
import type { Logger } from './logger.ts';

/** Longest a request-path command may wait for Redis before the caller is told to try again. */
const COMMAND_TIMEOUT_MS = 2_000;

/**
 * A connection that owes an answer and has been silent for so long is dead, whatever the system says: something on the way
 * may have forgotten it. It is replaced. Longer than any call blocks on purpose (BullMQ waits ten seconds for a job).
 */
const SILENCE_LIMIT_MS = 20_000;
/** The same where nobody blocks. */
const REQUEST_SILENCE_LIMIT_MS = 4_000;

type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/** One Redis, or a cluster of them. */
export type RedisConnection = Redis | Cluster;

/** The address of one Redis, `redis://[:password@]host[:port][/db]`, or of a cluster: the same for each of some nodes, by commas. */
export const redisUrlVariable = z.string().refine((text) => addressesIn(text).every(isRedisUrl), {
  error: 'must be redis://… or rediss://…, several nodes of a cluster separated by commas',
});

/** The first may carry the password of all: `redis://:password@a:6379,b:6379,redis://c:6379`. */
function addressesIn(url: string): string[] {
  const [scheme = ''] = url.split('//', 1);
  return url.split(',').map((address) => (address.includes('://') ? address : `${scheme}//${address}`));
}

function isRedisUrl(address: string): boolean {
  return URL.canParse(address) && /^rediss?:$/.test(new URL(address).protocol);
}

/**
 * A connection for answering requests: fails fast when Redis is away (nothing queues up behind it), and reconnects by
 * itself. Several addresses are nodes of a cluster. Not for BullMQ workers, which must wait (`maxRetriesPerRequest: null`).
 */
export function connectRedis(url: string, logger: Logger, options: ConnectionOptions = {}): RedisConnection {
  const redis = openRedis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: REQUEST_SILENCE_LIMIT_MS,
    retryStrategy: pauseMs,
    ...options,
  });
  redis.on('error', (error: Error) => logger.warn({ reason: error.message }, 'redis connection'));
  return redis;
}

/** A connection with options of one's own; whoever opens it listens for its errors. It ends by `disconnect()` ({@link endable}). */
export function openRedis(url: string, given: ConnectionOptions): RedisConnection {
  const options = { disconnectTimeout: HANG_UP_MS, socketTimeout: SILENCE_LIMIT_MS, ...given };
  const addresses = addressesIn(url);
  if (addresses.length === 1) return endable(new Redis(url, options));
  const nodes = addresses.map((address) => new URL(address));
  const [{ username, password, protocol } = new URL('redis://localhost')] = nodes;
  const cluster = new Cluster(
    nodes.map(({ hostname, port }) => ({ host: hostname, port: Number(port || REDIS_PORT) })),
    {
      enableOfflineQueue: options.enableOfflineQueue ?? true,
      clusterRetryStrategy: pauseMs,
      redisOptions: {
        ...options,
        ...(username === '' ? {} : { username: decodeURIComponent(username) }),
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
        ...(protocol === 'rediss:' ? { tls: {} } : {}),
      },
    },
  );
  return endable(cluster);
}

const REDIS_PORT = 6_379;

function pauseMs(attempt: number): number {
  return Math.min(50 * attempt, 1_000);
}

/** Resolves once the connection takes commands. */
export async function whenReady(redis: RedisConnection): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve);
  });
}

/** What ioredis says when the connection is gone, not there yet, or too slow. */
const CONNECTION_LOST =
  /^(?:Stream isn't writeable|Connection is closed|Command (?:timed out|aborted)|Reached the max retries|(?:connect|read|write) E|getaddrinfo |Cluster |None of startup nodes)/;
/** What Redis says when it cannot serve for now. */
const REFUSED_FOR_NOW = /^(?:LOADING|READONLY|OOM|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|MISCONF) /;

/** Whether a failed command means that Redis is away for now, so that trying again makes sense, and not a mistake of ours. */
export function isRedisAway(error: unknown): boolean {
  return error instanceof Error && (CONNECTION_LOST.test(error.message) || REFUSED_FOR_NOW.test(error.message));
}
