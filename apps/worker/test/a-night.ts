import { createHash } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { createWindowBodySchema } from '@sunbeon/core';
import { createLogger, openRedis, type RedisConnection, ResourceStack } from '@sunbeon/service-kit';
import { createWindow, openStore, type Store } from '@sunbeon/store';
import { eventually, testDatabase } from '@sunbeon/test-kit';
import { WaitingRoom } from '@sunbeon/waiting-room';
import { type BookingWorker, createWorker, envToConfig } from '../src/index.ts';

const HOUR_MS = 3_600_000;
const PREFIX = 'night';

/** What a person holds: the ticket says no more than this. */
export interface HeldTicket {
  readonly personKey: string;
  readonly number: number;
  readonly epoch: number;
}

/** A Postgres of its own and workers over somebody's Redis. */
export interface Night extends AsyncDisposable {
  readonly store: Store;
  readonly redis: RedisConnection;
  readonly room: WaitingRoom;
  readonly windowId: string;
  readonly startWorker: () => Promise<BookingWorker>;
  /** What the gate does when somebody asks for a place, with the ticket they have, until they have one. */
  readonly arrive: (personKey: string, ticket?: HeldTicket) => Promise<HeldTicket>;
}

/** An open window that calls `maxPerSecond` numbers, two workers and a line that has begun. */
export async function aNight(redisUrl: string, maxPerSecond: number): Promise<Night> {
  const held = new ResourceStack();
  const database = held.use(await testDatabase());
  const store = held.use(openStore({ databaseUrl: database.url, poolSize: 4 }));
  const redis = openRedis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => null);
  held.use({ [Symbol.asyncDispose]: async () => redis.disconnect() });
  const config = envToConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: PREFIX,
  });
  const { id: windowId } = await createWindow(
    store,
    createWindowBodySchema.parse({
      cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
      opensAt: new Date(Date.now() - 1_000).toISOString(),
      closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
      maxPerSecond,
      maxActive: 1_000,
    }),
  );
  const room = new WaitingRoom(redis, PREFIX);
  const startWorker = async () => held.use(await createWorker(config, createLogger('worker', 'silent')));
  await startWorker();
  await startWorker();
  return {
    store,
    redis,
    room,
    windowId,
    startWorker,
    arrive: (personKey, ticket) => arrive(room, windowId, personKey, ticket),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

async function arrive(room: WaitingRoom, windowId: string, personKey: string, ticket?: HeldTicket) {
  return eventually(async () => {
    if (ticket !== undefined) {
      const reseated = await room.reseat(windowId, ticket);
      if (reseated.outcome === 'rebuilding' || reseated.outcome === 'unknown') throw new Error(reseated.outcome);
    }
    const joined = await room.join(windowId, personKey);
    if (joined.outcome !== 'placed') throw new Error(joined.outcome);
    return { personKey, number: joined.number, epoch: joined.epoch };
  });
}

export function person(n: number): string {
  return createHash('sha256').update(`night ${n}`).digest('base64url').slice(0, 22);
}

/** One address in front of servers that come and go, as a balancer or a Sentinel-aware proxy gives. */
export async function aSwitchboard(
  firstPort: number,
): Promise<AsyncDisposable & { port: number; to(port: number): void }> {
  let target = firstPort;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => null);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    to(port) {
      target = port;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
