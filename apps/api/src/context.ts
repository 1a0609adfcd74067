import { Keyring } from '@sunbeon/crypto';
import {
  connectRedis,
  createLogger,
  createMetrics,
  type Logger,
  type RedisConnection,
  type Registry,
  whenReady,
} from '@sunbeon/service-kit';
import { openStore, type Store } from '@sunbeon/store';
import { WaitingRoom } from '@sunbeon/waiting-room';
import type { ApiConfig } from './config.ts';

/** Everything the handlers work with. */
export interface ApiContext extends AsyncDisposable {
  readonly config: ApiConfig;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly store: Store;
  readonly redis: RedisConnection;
  readonly room: WaitingRoom;
  readonly sessionKeys: Keyring;
}

export async function createContext(config: ApiConfig): Promise<ApiContext> {
  const logger = createLogger('api', config.logLevel);
  const sessionKeys = Keyring.parse(config.sessionKeys);
  const redis = connectRedis(config.redisUrl, logger);
  const store = openStore({ databaseUrl: config.databaseUrl, poolSize: config.databasePool });
  await whenReady(redis);
  return {
    config,
    logger,
    metrics: createMetrics('api'),
    store,
    redis,
    room: new WaitingRoom(redis, config.redisPrefix),
    sessionKeys,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      redis.disconnect();
    },
  };
}
