import { type NightView, nightEndSchema, nightViewSchema } from '@sunbeon/core';

const EVENTS = '/v1/staff/night/events';
const ONCE = '/v1/staff/night';
/** Without word for so long, what is shown is no longer how things stand. */
const LOST_AFTER_MS = 8_000;
const LOOK_EVERY_MS = 1_000;
/** Where no stream is to be had, it is asked once, and for a stream again, after so long. */
const ASK_AGAIN_MS = 5_000;

/** What is known of the night. */
export interface Heard {
  /** `joining`: nothing heard yet. `lost`: not lately; it goes on trying. `ended`: nobody is logged in here any more. */
  readonly state: 'joining' | 'live' | 'lost' | 'ended';
  readonly night: NightView | null;
}

/**
 * Hears of the night for as long as somebody watches. It comes back by itself whenever it was lost, and what was heard last
 * stays. Where there is no place for another stream it asks every few seconds.
 */
class NightFeed {
  #heard: Heard = { state: 'joining', night: null };
  #heardAtMs = 0;
  #watchers = 0;
  #source: EventSource | null = null;
  #looking: ReturnType<typeof setInterval> | undefined;
  #asking: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly heard = (): Heard => this.#heard;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Somebody watches, until they call what this returns. */
  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#begin();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#rest();
    };
  }

  #begin(): void {
    this.#heardAtMs = Date.now();
    if (this.#heard.state === 'ended') this.#set({ ...this.#heard, state: 'joining' });
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#connect();
  }

  #rest(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#asking);
    this.#source?.close();
    this.#source = null;
  }

  #connect(): void {
    const source = new EventSource(EVENTS);
    this.#source = source;
    source.addEventListener('night', ({ data }) => this.#hear(String(data)));
    source.addEventListener('end', ({ data }) => {
      // The server is going away: the browser comes back by itself.
      if (endOf(String(data)) !== 'session-ended') return;
      this.#rest();
      this.#set({ ...this.#heard, state: 'ended' });
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#source = null;
      void this.#askOnce();
    });
  }

  /** The stream was refused: because nobody is logged in, because too many watch, or because nobody answers. */
  async #askOnce(): Promise<void> {
    const response = await fetch(ONCE, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (this.#watchers === 0) return;
    if (response?.status === 401) {
      this.#rest();
      this.#set({ ...this.#heard, state: 'ended' });
      return;
    }
    if (response?.ok === true) this.#hear(await response.text().catch(() => ''));
    this.#asking = setTimeout(() => this.#connect(), ASK_AGAIN_MS);
  }

  #hear(text: string): void {
    const night = nightOf(text);
    if (night === null) return;
    this.#heardAtMs = Date.now();
    this.#set({ state: 'live', night });
  }

  #look(): void {
    const isLate = Date.now() - this.#heardAtMs > LOST_AFTER_MS;
    if (isLate && this.#heard.state !== 'ended' && this.#heard.state !== 'lost')
      this.#set({ ...this.#heard, state: 'lost' });
  }

  #set(heard: Heard): void {
    this.#heard = heard;
    for (const listener of this.#listeners) listener();
  }
}

/** The one of this page. */
export const nightFeed = new NightFeed();

function nightOf(text: string): NightView | null {
  const read = nightViewSchema.safeParse(jsonOf(text));
  return read.success ? read.data : null;
}

function endOf(text: string): string | null {
  const read = nightEndSchema.safeParse(jsonOf(text));
  return read.success ? read.data.reason : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
