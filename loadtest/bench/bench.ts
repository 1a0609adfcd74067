import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginSession, Keyring, sealContact, signSession } from '@sunbeon/crypto';
import { type EmbeddedServer, startRedis } from '@sunbeon/embedded';
import { civilDate } from '@sunbeon/synthetic';
import { aWindow, type TestKeys, testKeys } from '@sunbeon/test-kit';
import { WaitingRoom } from '@sunbeon/waiting-room';
import { Redis } from 'ioredis';
import type { ClientName } from './clients.ts';
import { type ServerProcess, startGate } from './server-process.ts';

const HIGHEST_NUMBER = 100_000_000;
const HOUR_MS = 3_600_000;
/** Of every key in Redis. */
export const PREFIX = 'bench';

/** How much is measured. */
export interface Effort {
  /** Rounds of each contender, in turns. */
  readonly rounds: number;
  readonly secondsPerRound: number;
  /** How many wait, level by level. */
  readonly waiting: readonly number[];
  /** How many people are on the roll that is imported. */
  readonly rollRows: number;
  /** Who keeps the servers busy, where that is done by HTTP in a closed loop. */
  readonly client: ClientName;
}

/** What a scenario works with: a Redis of its own, keys of its own, and gates over them. */
export class Bench implements AsyncDisposable {
  readonly effort: Effort;
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly redisPid: number;
  readonly room: WaitingRoom;
  readonly ticketKeys: Keyring;
  readonly #keys = testKeys();
  readonly #sessionKeys: Keyring;
  readonly #server: EmbeddedServer;
  readonly #folder: string;

  private constructor(effort: Effort, server: EmbeddedServer, folder: string) {
    this.effort = effort;
    this.#server = server;
    this.#folder = folder;
    this.redisUrl = server.url;
    this.redisPid = server.pid;
    this.redis = new Redis(server.url, { enableAutoPipelining: true });
    this.room = new WaitingRoom(this.redis, PREFIX);
    this.ticketKeys = Keyring.parse(this.#keys.TICKET_KEYS);
    this.#sessionKeys = Keyring.parse(this.#keys.SESSION_KEYS);
  }

  /** @param persistent whether Redis writes its append-only file, as it does in production */
  static async open(effort: Effort, { persistent }: { persistent: boolean }): Promise<Bench> {
    const folder = await mkdtemp(join(tmpdir(), 'sunbeon-bench-'));
    return new Bench(effort, await startRedis({ dataDir: join(folder, 'redis'), persistent }), folder);
  }

  /** A gate in `processes` processes behind one port, told `more` besides. */
  startGate(processes = 1, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const env = { ...this.#keys, ...more, REDIS_URL: this.redisUrl, REDIS_PREFIX: PREFIX };
    return startGate({ ...env, GATE_PROCESSES: String(processes) });
  }

  /** An open window; resolves to its id. */
  async openWindow(overrides: Parameters<typeof aWindow>[0] = {}): Promise<string> {
    const window = aWindow({ ceiling: HIGHEST_NUMBER, ...overrides });
    await this.room.publishWindow(window);
    return window.id;
  }

  /** Values of `Authorization` for `count` people nobody has seen before. */
  async newPeople(count: number): Promise<string[]> {
    const sealedContact = await this.sealedContact();
    const birthDate = civilDate('1967-05-01');
    const verified = { birthDate, sealedContact, provider: 'synthetic', verifiedAtMs: Date.now() };
    const lifetime = { idleMs: HOUR_MS, sinceVerificationMs: HOUR_MS };
    return Array.from({ length: count }, () => {
      const personKey = aPersonKey();
      return `Bearer ${signSession(this.#sessionKeys, beginSession({ ...verified, personKey }, lifetime))}`;
    });
  }

  /** Some contact, sealed for somebody: a token is as long as a real one. */
  sealedContact(personKey = aPersonKey()): Promise<string> {
    const contact = { name: '홍길동', phone: '+821012345678' };
    return sealContact(Keyring.parse(this.#keys.SEALING_KEYS), contact, personKey);
  }

  /** Every service of the run has these. */
  get keys(): TestKeys {
    return this.#keys;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.redis.disconnect();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The key of somebody new. */
export function aPersonKey(): string {
  return randomBytes(16).toString('base64url');
}
