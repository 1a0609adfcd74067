import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './logger.ts';

/** Longest a request-path command may wait for Redis before the caller is told to try again. */
const COMMAND_TIMEOUT_MS = 2_000;

type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/**
 * A connection for answering requests: fails fast when Redis is away (nothing queues up behind it), and reconnects by
 * itself. Not for BullMQ workers, which must wait (`maxRetriesPerRequest: null`).
 */
export function connectRedis(url: string, logger: Logger, options: ConnectionOptions = {}): Redis {
  const defaults: ConnectionOptions = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
  };
  const redis = new Redis(url, { ...defaults, ...options });
  redis.on('error', (error: Error) => logger.warn({ reason: error.message }, 'redis connection'));
  return redis;
}

/** Resolves once the connection takes commands. */
export async function whenReady(redis: Redis): Promise<void> {
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
