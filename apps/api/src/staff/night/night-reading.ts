import {
  MAX_COUNTED_MESSAGES,
  MAX_NIGHT_WINDOWS,
  type NightLine,
  type NightSample,
  type NightView,
  type NightWindow,
} from '@sunbeon/core';
import { nightWindows, outboxFigures, type WindowRecord, windowDoses } from '@sunbeon/store';
import type { ApiContext } from '../../context.ts';
import { staffWindowView } from '../staff-window-view.ts';
import { nightLine, sampleOf, UNKNOWN_LINE } from './night-line.ts';
import { askPart, type FoundPart, tryPart } from './watched-parts.ts';

/** A window is shown for so long after it has closed. */
const SHOWN_AFTER_CLOSING_MS = 12 * 3_600_000;
/** What was read longer ago than this is not known any more. */
const LINES_FRESH_MS = 5_000;
const MESSAGES_FRESH_MS = 30_000;
/** Readings of a line are kept for as long as a pace is told from them. */
const SAMPLES_KEPT_MS = 90_000;
const YOUNG_MS = 60_000;
const MINUTES_OF_NOTES = 2;

interface LineReading {
  readonly line: NightLine;
  readonly isExhausted: boolean;
}

/** Where it is read from. */
type Sources = Pick<ApiContext, 'config' | 'staffStore' | 'redis' | 'requests' | 'night' | 'statistics'>;

/** A value, and when it was read, ms. */
interface Read<Value> {
  readonly value: Value;
  readonly atMs: number;
}

/**
 * What is known of the night, read in parts that do not wait for one another: whichever of Redis, Postgres and the services is
 * away, all the others are shown as they are.
 */
export class NightReading {
  readonly #from: Sources;
  readonly #samples = new Map<string, NightSample[]>();
  #windows: readonly WindowRecord[] | null = null;
  #doses: ReadonlyMap<string, number> = new Map();
  #lines: Read<ReadonlyMap<string, LineReading>> = { value: new Map(), atMs: 0 };
  #queue: NightView['queue'] = null;
  #messages: Read<NightView['messages']> = { value: null, atMs: 0 };
  #parts: readonly FoundPart[] | null = null;

  constructor(from: Sources) {
    this.#from = from;
  }

  /** What was read before has nothing to say any more. */
  forget(): void {
    this.#windows = null;
    this.#parts = null;
  }

  /** Whether there is something to tell: which windows there are, and how the parts are. */
  get isBegun(): boolean {
    return this.#windows !== null && this.#parts !== null;
  }

  /** Which windows there are. Rejects while Postgres is away. */
  async readWindows(): Promise<void> {
    const closingAfter = new Date(Date.now() - SHOWN_AFTER_CLOSING_MS);
    this.#windows = await nightWindows(this.#from.staffStore, { closingAfter, limit: MAX_NIGHT_WINDOWS });
  }

  /** How many doses they have. Reads every slot. */
  async readDoses(): Promise<void> {
    this.#doses = await windowDoses(
      this.#from.staffStore,
      (this.#windows ?? []).map(({ id }) => id),
    );
  }

  /** How far the outbox has come. */
  async readMessages(): Promise<void> {
    const value = await outboxFigures(this.#from.staffStore, MAX_COUNTED_MESSAGES);
    this.#messages = { value, atMs: Date.now() };
  }

  /** How every line stands, and the queue of booking requests. Rejects while Redis is away. */
  async readLines(): Promise<void> {
    const { requests } = this.#from;
    const [open, ...lines] = await Promise.all([
      requests.open({ olderThanMs: 0, limit: 0 }),
      ...(this.#windows ?? []).map(async ({ id }) => [id, await this.#readLine(id)] as const),
    ]);
    const found = lines.flatMap(([id, line]) => (line === null ? [] : [[id, line] as const]));
    this.#lines = { value: new Map(found), atMs: Date.now() };
    this.#queue = { waiting: open.count, oldestSeconds: Math.floor((open.oldestMs ?? 0) / 1_000) };
    for (const id of this.#samples.keys()) if (!this.#lines.value.has(id)) this.#samples.delete(id);
  }

  async #readLine(id: string): Promise<LineReading | null> {
    const { night, requests } = this.#from;
    const [status, endings] = await Promise.all([night.read(id), requests.endings(id)]);
    if (status === null) return null;
    const own = (this.#samples.get(id) ?? []).filter(({ atMs }) => status.serverTimeMs - atMs <= SAMPLES_KEPT_MS);
    const line = nightLine(status, endings, [...(await this.#notesBefore(id, own)), ...own]);
    if (!status.rebuilding) own.push(sampleOf(status, endings));
    this.#samples.set(id, own);
    return { line, isExhausted: status.exhausted };
  }

  /** While nobody has looked for long enough, a pace is told from what the worker noted. */
  async #notesBefore(id: string, [first]: readonly NightSample[]): Promise<readonly NightSample[]> {
    const nowMs = Date.now();
    if (first !== undefined && nowMs - first.atMs >= YOUNG_MS) return [];
    const { samples } = await this.#from.statistics.read(id, MINUTES_OF_NOTES);
    return samples.filter(({ atMs }) => atMs < (first?.atMs ?? nowMs));
  }

  /** Asks every part whether it is ready; never rejects. */
  async readParts(): Promise<void> {
    const { staffStore, redis, config } = this.#from;
    this.#parts = await Promise.all([
      ...[...config.watchedServices].map(([name, url]) => askPart(name, url)),
      tryPart('postgres', async () => {
        await staffStore.ping();
        return true;
      }),
      tryPart('redis', () => redis.ping()),
    ]);
  }

  /** Everything that is known now. */
  view(): NightView {
    const nowMs = Date.now();
    const parts = this.#parts ?? [];
    const areLinesFresh = nowMs - this.#lines.atMs <= LINES_FRESH_MS;
    const lines = areLinesFresh ? this.#lines.value : new Map<string, LineReading>();
    return {
      serverTime: new Date(nowMs).toISOString(),
      windows: (this.#windows ?? []).map((window) => this.#windowView(window, lines.get(window.id), nowMs)),
      messages: nowMs - this.#messages.atMs <= MESSAGES_FRESH_MS ? this.#messages.value : null,
      queue: areLinesFresh ? this.#queue : null,
      parts: parts.map(({ part }) => part),
      carriers: parts.flatMap(({ carriers }) => carriers),
      providers: parts.flatMap(({ providers }) => providers),
    };
  }

  #windowView(window: WindowRecord, found: LineReading | undefined, nowMs: number): NightWindow {
    return {
      ...staffWindowView({ ...window, exhausted: found?.isExhausted ?? false }, nowMs),
      ...(found?.line ?? UNKNOWN_LINE),
      doses: this.#doses.get(window.id) ?? null,
    };
  }
}
