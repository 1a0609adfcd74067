import { createHash } from 'node:crypto';
import { aWindow, type TestRedis, testRedis } from '@sunbeon/test-kit';
import { Keys } from '../src/keys.ts';
import { type Joined, type PublishedWindow, WaitingRoom } from '../src/index.ts';

/** The nth synthetic person's key: as even as a real one. */
export function person(n: number): string {
  return createHash('sha256').update(`person ${n}`).digest('base64url').slice(0, 22);
}

/** A rate no test reaches: how many are called then depends on seats alone. */
export const UNBOUNDED_PER_SECOND = 1e9;

export class TestLine implements AsyncDisposable {
  readonly url: string;
  readonly prefix: string;
  readonly redis: TestRedis['redis'];
  readonly room: WaitingRoom;
  readonly keys: Keys;
  readonly #server: TestRedis;

  constructor(server: TestRedis) {
    this.#server = server;
    this.url = server.url;
    this.prefix = server.prefix;
    this.redis = server.redis;
    this.room = new WaitingRoom(server.redis, server.prefix);
    this.keys = new Keys(server.prefix);
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
    await this.#server[Symbol.asyncDispose]();
  }
}

export async function testLine(): Promise<TestLine> {
  return new TestLine(await testRedis());
}

/** The number of someone who must have been placed. */
export function numberOf(joined: Joined): number {
  if (joined.outcome !== 'placed') throw new Error(`not placed: ${joined.outcome}`);
  return joined.number;
}
