import { createHash, randomBytes } from 'node:crypto';
import { aWindow, type OwnCluster, testRedis } from '@sunbeon/test-kit';
import { Redis } from 'ioredis';
import { type Joined, type PublishedWindow, type RedisConnection, WaitingRoom } from '../src/index.ts';
import { Keys } from '../src/keys.ts';

/** The nth synthetic person's key: as even as a real one. */
export function person(n: number): string {
  return createHash('sha256').update(`person ${n}`).digest('base64url').slice(0, 22);
}

/** A rate no test reaches: how many are called then depends on seats alone. */
const UNBOUNDED_PER_SECOND = 1e9;

/** Where the lines of a test live: the run's Redis under a prefix of its own, or a cluster. */
interface Place extends AsyncDisposable {
  readonly prefix: string;
  readonly redis: RedisConnection;
  readonly connect: () => RedisConnection;
}

export class TestLine implements AsyncDisposable {
  readonly prefix: string;
  readonly redis: RedisConnection;
  readonly room: WaitingRoom;
  readonly keys: Keys;
  readonly #place: Place;
  readonly #connections: RedisConnection[] = [];

  constructor(place: Place) {
    this.#place = place;
    this.prefix = place.prefix;
    this.redis = place.redis;
    this.room = new WaitingRoom(place.redis, place.prefix);
    this.keys = new Keys(place.prefix);
  }

  /** The same lines over another connection, as another process has them. */
  anotherRoom(): WaitingRoom {
    const redis = this.#place.connect();
    this.#connections.push(redis);
    return new WaitingRoom(redis, this.prefix);
  }

  /** A published window that has been open for a minute. */
  async open(overrides: Partial<PublishedWindow> = {}): Promise<PublishedWindow> {
    const window = aWindow({ maxPerSecond: UNBOUNDED_PER_SECOND, ...overrides });
    await this.room.publishWindow(window);
    return window;
  }

  /** People 1 … count join in this order and get these numbers. */
  async joinAll(windowId: string, count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) await this.room.join(windowId, person(n));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const redis of this.#connections) redis.disconnect();
    await this.#place[Symbol.asyncDispose]();
  }
}

let cluster: OwnCluster | null = null;

/** From now on lines live in a cluster. */
export function useCluster(started: OwnCluster): void {
  cluster = started;
}

export async function testLine(): Promise<TestLine> {
  return new TestLine(cluster === null ? await onTestRedis() : onCluster(cluster));
}

async function onTestRedis(): Promise<Place> {
  const server = await testRedis();
  return { ...server, connect: () => new Redis(server.url) };
}

function onCluster({ connect }: OwnCluster): Place {
  const redis = connect();
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return { prefix, redis, connect, [Symbol.asyncDispose]: async () => redis.disconnect() };
}

/** The number of someone who must have been placed. */
export function numberOf(joined: Joined): number {
  if (joined.outcome !== 'placed') throw new Error(`not placed: ${joined.outcome}`);
  return joined.number;
}
