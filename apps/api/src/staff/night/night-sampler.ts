import { type NightEnd, type NightView, Problem } from '@sunbeon/core';
import { type Logger, repeat } from '@sunbeon/service-kit';
import type { NightReading } from './night-reading.ts';

/** Pages that may watch at the same time, on one process. */
export const MAX_NIGHT_LISTENERS = 50;

const EVERY_MS = 1_000;
const PARTS_EVERY_MS = 2_000;
const STORE_EVERY_MS = 2_000;
/** Of those turns, each so-manieth counts messages, and doses, too: they cost more than a list of windows. */
const MESSAGES_EACH = 3;
const DOSES_EACH = 15;
/** Whoever asks once is answered from a reading that is no older. */
const ONCE_FRESH_MS = 1_000;

/** Whoever watches the night. Neither call may block or throw. */
export interface NightListener {
  /** The night as JSON, about once a second. */
  readonly tell: (night: string) => void;
  /** Nothing follows. */
  readonly end: (reason: NightEnd['reason']) => void;
}

/**
 * Reads the night for all who watch it together: one reading a second however many they are, begun by the first and ended with
 * the last. Disposing it ends every listener.
 */
export class NightSampler implements AsyncDisposable {
  readonly #reading: NightReading;
  readonly #logger: Logger;
  readonly #listeners = new Set<NightListener>();
  #loops: readonly AsyncDisposable[] = [];
  #ending: Promise<unknown> = Promise.resolve();
  #isOver = false;
  #latest: string | null = null;
  #once: { readonly atMs: number; readonly read: Promise<void> } | null = null;

  constructor(reading: NightReading, logger: Logger) {
    this.#reading = reading;
    this.#logger = logger;
  }

  /** How many watch. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Tells a listener of the night from now on. Returns what takes it away. @throws {Problem} `night-full`, `unavailable` */
  listen(listener: NightListener): () => void {
    if (this.#isOver) throw new Problem('unavailable');
    if (this.#listeners.size >= MAX_NIGHT_LISTENERS) throw new Problem('night-full', { most: MAX_NIGHT_LISTENERS });
    this.#listeners.add(listener);
    if (this.#loops.length === 0) this.#begin();
    else if (this.#latest !== null) listener.tell(this.#latest);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#rest();
    };
  }

  /** The night once. Rejects while nobody can say which windows there are. */
  async view(): Promise<NightView> {
    if (this.#latest === null) await this.#readOnce();
    return this.#reading.view();
  }

  /** Whoever asks in the same moment is answered from the same reading. */
  async #readOnce(): Promise<void> {
    if (this.#once === null || Date.now() - this.#once.atMs > ONCE_FRESH_MS) {
      this.#once = { atMs: Date.now(), read: this.#readAll() };
    }
    await this.#once.read;
  }

  async #readAll(): Promise<void> {
    const reading = this.#reading;
    const tolerated = (what: Promise<void>) =>
      what.catch((error: unknown) => this.#logger.warn({ err: error }, 'the night is read in part'));
    await Promise.all([reading.readWindows(), reading.readParts()]);
    await Promise.all([
      tolerated(reading.readMessages()),
      tolerated(reading.readDoses()),
      tolerated(reading.readLines()),
    ]);
  }

  #begin(): void {
    const logger = this.#logger;
    const reading = this.#reading;
    let turns = 0;
    reading.forget();
    this.#loops = [
      repeat({
        name: 'windows of the night',
        everyMs: STORE_EVERY_MS,
        logger,
        async turn() {
          const turnNumber = turns++;
          await reading.readWindows();
          if (turnNumber % MESSAGES_EACH === 0) await reading.readMessages();
          if (turnNumber % DOSES_EACH === 0) await reading.readDoses();
        },
      }),
      repeat({ name: 'parts of the night', everyMs: PARTS_EVERY_MS, logger, turn: () => reading.readParts() }),
      repeat({ name: 'lines of the night', everyMs: EVERY_MS, logger, turn: () => this.#turn() }),
    ];
  }

  async #turn(): Promise<void> {
    try {
      await this.#reading.readLines();
    } finally {
      this.#tell();
    }
  }

  #tell(): void {
    if (this.#listeners.size === 0 || !this.#reading.isBegun) return;
    this.#latest = JSON.stringify(this.#reading.view());
    for (const listener of this.#listeners) listener.tell(this.#latest);
  }

  #rest(): void {
    const loops = this.#loops;
    this.#loops = [];
    this.#latest = null;
    this.#ending = Promise.all([this.#ending, ...loops.map((loop) => loop[Symbol.asyncDispose]())]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    for (const listener of this.#listeners) listener.end('stopping');
    this.#listeners.clear();
    this.#rest();
    await this.#ending;
  }
}
