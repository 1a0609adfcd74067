import type { StackProcess, StackRecord } from '@sunbeon/scripts';
import { WaitingRoom } from '@sunbeon/waiting-room';
import { Redis } from 'ioredis';
import type { LineNote } from './called-line.ts';
import { type ProcessUse, processUse } from './cpu.ts';

/** What everything used at one moment. */
export interface Sample {
  /** Milliseconds of the epoch. */
  readonly atMs: number;
  readonly processes: ReadonlyMap<string, ProcessUse>;
  /** Bytes that Redis has allocated, buffers included; `null` when it did not say in time. */
  readonly redisBytes: number | null;
}

const EVERY_MS = 1_000;
/** The line is looked at more often: it says when each number was called. */
const LINE_EVERY_MS = 200;
/** Longer than any night that is replayed. */
const MOST_SAMPLES = 7_200;
const MOST_LINE_NOTES = 36_000;
const REDIS_ANSWERS_WITHIN_MS = 900;

/** Looks once a second at what processes and Redis use, and more often at how far a line has come, from the moment it is made until it is disposed. */
export class Watch implements Disposable {
  readonly samples: Sample[] = [];
  readonly line: LineNote[] = [];
  readonly #processes: () => readonly StackProcess[];
  readonly #windowId: string;
  readonly #redis: Redis;
  readonly #room: WaitingRoom;
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(
    { redisUrl, redisPrefix }: Pick<StackRecord, 'redisUrl' | 'redisPrefix'>,
    windowId: string,
    processes: () => readonly StackProcess[],
  ) {
    this.#windowId = windowId;
    this.#processes = processes;
    this.#redis = new Redis(redisUrl, { commandTimeout: REDIS_ANSWERS_WITHIN_MS, maxRetriesPerRequest: 0 });
    // What it does not say is missing in the report; the night is about somebody else.
    this.#redis.on('error', () => {});
    this.#room = new WaitingRoom(this.#redis, redisPrefix);
    this.#timers = [
      setInterval(() => void this.#look(), EVERY_MS),
      setInterval(() => void this.#lookAtLine(), LINE_EVERY_MS),
    ];
  }

  /** What Redis calls itself. */
  async redisVersion(): Promise<string> {
    const info = await this.#redis.info('server').catch(() => '');
    return /^redis_version:(\S+)/m.exec(info)?.[1] ?? 'unknown';
  }

  async #look(): Promise<void> {
    if (this.samples.length >= MOST_SAMPLES) return;
    const sample = { atMs: Date.now(), processes: processUse(this.#processes()) };
    this.samples.push({ ...sample, redisBytes: await this.#redisBytes() });
  }

  async #lookAtLine(): Promise<void> {
    if (this.line.length >= MOST_LINE_NOTES) return;
    const status = await this.#room.status(this.#windowId).catch(() => null);
    const last = this.line.at(-1)?.atMs ?? 0;
    if (status !== null && status.serverTimeMs > last) {
      this.line.push({ atMs: status.serverTimeMs, serving: status.serving });
    }
  }

  async #redisBytes(): Promise<number | null> {
    const info = await this.#redis.info('memory').catch(() => '');
    const bytes = /^used_memory:(\d+)/m.exec(info)?.[1];
    return bytes === undefined ? null : Number(bytes);
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#redis.disconnect();
  }
}
