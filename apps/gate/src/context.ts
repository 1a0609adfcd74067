import { setTimeout as delay } from 'node:timers/promises';
import { KnownTokens, type Pass, SessionReader, type Ticket, verifyPass, verifyTicket } from '@sunbeon/crypto';
import {
  BookingTraces,
  connectRedis,
  createLogger,
  createMetrics,
  type Logger,
  type RedisConnection,
  type Registry,
  repeat,
  whenReady,
} from '@sunbeon/service-kit';
import {
  AvailabilityBoard,
  ConsentBoard,
  DraftBoard,
  EndedSessions,
  RequestBoard,
  RollBoard,
  RollsInMemory,
  SessionEnds,
  StatisticsBoard,
  TurnTextBoard,
  WaitingRoom,
} from '@sunbeon/waiting-room';
import { Consents } from './acting/consents.ts';
import { BookingQueue } from './booking/booking-queue.ts';
import { SubHumanBookings } from './booking/sub-human.ts';
import type { GateConfig } from './config.ts';
import { Drain } from './http/drain.ts';
import { Overload } from './http/overload.ts';
import { PersonLimits } from './http/person-limits.ts';
import { IdentityProvider } from './identity/identity-provider.ts';
import { measureProviders } from './identity/measure-providers.ts';
import { Availability } from './window/availability.ts';
import { ALL_WINDOWS, readWindows, type WindowList } from './window/find-window.ts';
import { learnRolls } from './window/learn-rolls.ts';
import { Snapshots } from './window/snapshots.ts';
import { readStatusPage, type StatusPage } from './window/status-page.ts';

/** Longest the gate waits for Redis before it opens its door all the same, and says of the line that it is away. */
const REDIS_PATIENCE_MS = 3_000;
/** How old an answer about a window may be: every person who asks within it costs nothing. */
const WINDOWS_MAX_AGE_MS = 250;
const STATUS_MAX_AGE_MS = 250;
/** How often the gate learns who has ended their sessions. */
const ENDED_EVERY_MS = 1_000;

/** Passes remembered at most, each for the few minutes it is good. */
const MOST_PASSES = 20_000;

/** Everything the handlers work with. */
export interface GateContext extends AsyncDisposable {
  readonly config: GateConfig;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly redis: RedisConnection;
  readonly room: WaitingRoom;
  readonly consents: Consents;
  readonly requests: RequestBoard;
  readonly drafts: DraftBoard;
  readonly queue: BookingQueue;
  readonly drain: Drain;
  readonly overload: Overload;
  readonly limits: PersonLimits;
  readonly sessions: SessionReader;
  readonly tickets: KnownTokens<Ticket>;
  readonly passes: KnownTokens<Pass>;
  readonly subHuman: SubHumanBookings;
  readonly providers: ReadonlyMap<string, IdentityProvider>;
  readonly windows: Snapshots<WindowList>;
  readonly rolls: RollsInMemory;
  readonly statuses: Snapshots<StatusPage | null>;
  readonly statistics: StatisticsBoard;
  readonly availability: Availability;
  readonly turnTexts: TurnTextBoard;
  readonly traces: BookingTraces;
}

export async function createContext(config: GateConfig): Promise<GateContext> {
  const logger = createLogger('gate', config.logLevel);
  const redis = connectRedis(config.redisUrl, logger);
  // The crowd's questions of one moment travel together. What the room has gathered itself need not wait another turn.
  const line = connectRedis(config.redisUrl, logger, {
    enableAutoPipelining: true,
    autoPipeliningIgnoredCommands: [...WaitingRoom.gathered],
  });
  const room = new WaitingRoom(line, config.redisPrefix);
  const metrics = createMetrics('gate');
  const known = new Map<string, number>();
  const providers = new Map(
    config.identityProviders.map((settings) => [settings.id, new IdentityProvider(settings, logger)]),
  );
  measureProviders(metrics, providers.values());
  const queue = new BookingQueue(redis, config.redisPrefix, logger);
  const ended = new EndedSessions(new SessionEnds(redis, config.redisPrefix));
  await Promise.race([
    Promise.all([whenReady(redis), whenReady(line)]).then(() => ended.refresh().catch(() => {})),
    delay(REDIS_PATIENCE_MS, undefined, { ref: false }),
  ]);
  const learning = repeat({ name: 'ended sessions', everyMs: ENDED_EVERY_MS, turn: () => ended.refresh(), logger });
  const windows = new Snapshots(() => readWindows(room, known), WINDOWS_MAX_AGE_MS);
  const rolls = new RollsInMemory(new RollBoard(redis, config.redisPrefix));
  const traces = new BookingTraces('gate', config.traces);
  const learningRolls = learnRolls(rolls, () => windows.of(ALL_WINDOWS), logger);
  return {
    config,
    logger,
    metrics,
    redis,
    room,
    consents: new Consents(new ConsentBoard(line, config.redisPrefix), config.apiUrl, logger),
    requests: new RequestBoard(line, config.redisPrefix),
    drafts: new DraftBoard(redis, config.redisPrefix),
    queue,
    drain: new Drain(),
    overload: new Overload(config.inFlightLimit, metrics),
    limits: new PersonLimits(),
    sessions: new SessionReader(config.keys.session, ended.isEnded),
    tickets: new KnownTokens(verifyTicket),
    passes: new KnownTokens(verifyPass, MOST_PASSES),
    subHuman: new SubHumanBookings(metrics),
    providers,
    windows,
    rolls,
    statistics: new StatisticsBoard(redis, config.redisPrefix),
    statuses: new Snapshots((windowId) => readStatusPage(room, windowId), STATUS_MAX_AGE_MS),
    turnTexts: new TurnTextBoard(redis, config.redisPrefix),
    availability: new Availability(new AvailabilityBoard(redis, config.redisPrefix)),
    traces,
    async [Symbol.asyncDispose]() {
      const loops = [learning, learningRolls, ...providers.values()].map((loop) => loop[Symbol.asyncDispose]());
      await queue[Symbol.asyncDispose]();
      await traces[Symbol.asyncDispose]();
      line.disconnect();
      redis.disconnect();
      await Promise.all(loops);
    },
  };
}
