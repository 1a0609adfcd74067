import {
  BookingTraces,
  connectRedis,
  createLogger,
  createMetrics,
  type Logger,
  type RedisConnection,
  type Registry,
} from '@sunbeon/service-kit';
import { openStore, type Store } from '@sunbeon/store';
import {
  AvailabilityBoard,
  LineGuard,
  NightBoard,
  RequestBoard,
  StatisticsBoard,
  TurnTextBoard,
  WaitingRoom,
} from '@sunbeon/waiting-room';
import { DecisionBacklog } from './booking/decision-backlog.ts';
import type { WorkerConfig } from './config.ts';
import { createWorkerMetrics, type WorkerMetrics } from './metrics.ts';

/** Everything the worker's parts work with. */
export interface WorkerContext extends AsyncDisposable {
  readonly config: WorkerConfig;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly metrics: WorkerMetrics;
  readonly store: Store;
  readonly redis: RedisConnection;
  /** Every connection to Redis, {@link redis} first; whoever opens another adds it. */
  readonly connections: RedisConnection[];
  readonly room: WaitingRoom;
  readonly guard: LineGuard;
  readonly requests: RequestBoard;
  readonly availability: AvailabilityBoard;
  readonly statistics: StatisticsBoard;
  readonly night: NightBoard;
  readonly turnTexts: TurnTextBoard;
  readonly backlog: DecisionBacklog;
  readonly traces: BookingTraces;
}

export function createContext(config: WorkerConfig, logger = createLogger('worker', config.logLevel)): WorkerContext {
  const registry = createMetrics('worker');
  const store = openStore({ databaseUrl: config.databaseUrl, poolSize: config.databasePool });
  // Nobody waits for an answer here: what is asked while Redis is away is asked again once it is back.
  const redis = connectRedis(config.redisUrl, logger, { enableOfflineQueue: true });
  const traces = new BookingTraces('worker', config.traces);
  return {
    config,
    logger,
    registry,
    metrics: createWorkerMetrics(registry),
    store,
    redis,
    connections: [redis],
    room: new WaitingRoom(redis, config.redisPrefix),
    guard: new LineGuard(redis, config.redisPrefix),
    requests: new RequestBoard(redis, config.redisPrefix),
    availability: new AvailabilityBoard(redis, config.redisPrefix),
    statistics: new StatisticsBoard(redis, config.redisPrefix),
    night: new NightBoard(redis, config.redisPrefix),
    turnTexts: new TurnTextBoard(redis, config.redisPrefix),
    backlog: new DecisionBacklog(),
    traces,
    async [Symbol.asyncDispose]() {
      redis.disconnect();
      await traces[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}
