import { type Keyring, SessionReader } from '@sunbeon/crypto';
import {
  connectRedis,
  createLogger,
  createMetrics,
  type Logger,
  type RedisConnection,
  type Registry,
  repeat,
  whenReady,
} from '@sunbeon/service-kit';
import { openStore, type Store } from '@sunbeon/store';
import {
  AgentSeats,
  ConsentBoard,
  EndedSessions,
  NightBoard,
  RequestBoard,
  SessionEnds,
  StatisticsBoard,
  WaitingRoom,
} from '@sunbeon/waiting-room';
import type { ApiConfig } from './config.ts';
import { makeNobody, type Nobody } from './consents/nobody.ts';
import { Passwords } from './staff/accounts/passwords.ts';
import { Exports } from './staff/exports/exports.ts';
import { NightReading } from './staff/night/night-reading.ts';
import { NightSampler } from './staff/night/night-sampler.ts';
import { openQueueBoard, type QueueBoard } from './staff/queues/queue-board.ts';

/** How often it learns who has ended their sessions. */
const ENDED_EVERY_MS = 1_000;

/** Everything the handlers work with. */
export interface ApiContext extends AsyncDisposable {
  readonly config: ApiConfig;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly store: Store;
  /** The same truth by connections of the staff's own. */
  readonly staffStore: Store;
  /** The same by connections on which agents' bookings are decided, and nothing else. */
  readonly assistedStore: Store;
  /** What data is exported by. */
  readonly exports: Exports;
  readonly redis: RedisConnection;
  readonly room: WaitingRoom;
  readonly requests: RequestBoard;
  readonly agentSeats: AgentSeats;
  /** How each line stands, and how far it had come minute by minute. */
  readonly night: NightBoard;
  readonly statistics: StatisticsBoard;
  /** Tells whoever watches the night. */
  readonly sampler: NightSampler;
  readonly sessionKeys: Keyring;
  readonly sessions: SessionReader;
  readonly sessionEnds: SessionEnds;
  /** The same in memory, at most about a second old. */
  readonly ended: EndedSessions;
  readonly passwords: Passwords;
  /** What staff may see of the booking queue. */
  readonly queueBoard: QueueBoard;
  /** What the edge knows about consents. */
  readonly consents: ConsentBoard;
  /** Stands in for whoever is not on a roll. */
  readonly nobody: Promise<Nobody>;
}

export async function createContext(config: ApiConfig): Promise<ApiContext> {
  const logger = createLogger('api', config.logLevel);
  const { sessionKeys } = config;
  const redis = connectRedis(config.redisUrl, logger);
  const { databaseUrl } = config;
  const store = openStore({ databaseUrl, poolSize: config.databasePool });
  const staffStore = openStore({ databaseUrl, poolSize: config.staffDatabasePool });
  const assistedStore = openStore({ databaseUrl, poolSize: config.assistedDatabasePool });
  const exports = new Exports(databaseUrl);
  await whenReady(redis);
  const board = new SessionEnds(redis, config.redisPrefix);
  const ended = new EndedSessions(board);
  const learning = repeat({ name: 'ended sessions', everyMs: ENDED_EVERY_MS, turn: () => ended.refresh(), logger });
  const requests = new RequestBoard(redis, config.redisPrefix);
  const night = new NightBoard(redis, config.redisPrefix);
  const statistics = new StatisticsBoard(redis, config.redisPrefix);
  const reading = new NightReading({ config, staffStore, redis, requests, night, statistics });
  const queueBoard = openQueueBoard(redis, config.redisPrefix, logger);
  return {
    config,
    logger,
    metrics: createMetrics('api'),
    store,
    staffStore,
    assistedStore,
    exports,
    redis,
    room: new WaitingRoom(redis, config.redisPrefix),
    requests,
    agentSeats: new AgentSeats(redis, config.redisPrefix),
    night,
    statistics,
    sampler: new NightSampler(reading, logger),
    sessionKeys,
    sessions: new SessionReader(sessionKeys, ended.isEnded),
    sessionEnds: board,
    ended,
    passwords: new Passwords(),
    queueBoard,
    consents: new ConsentBoard(redis, config.redisPrefix),
    nobody: makeNobody(config.sealingKeys),
    async [Symbol.asyncDispose]() {
      await Promise.all([store, staffStore, assistedStore, exports].map((opened) => opened[Symbol.asyncDispose]()));
      await queueBoard[Symbol.asyncDispose]();
      const learned = learning[Symbol.asyncDispose]();
      redis.disconnect();
      await learned;
    },
  };
}
