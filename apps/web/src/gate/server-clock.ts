/** Samples the estimate looks back on: enough to find a fast answer among slow ones, few enough to follow a correction. */
const MAX_SAMPLES = 8;

/**
 * The server's clock as this page knows it, drawn from `serverTime` in answers and the browser's monotonic counter;
 * the time set on the device is never read.
 *
 * An answer is at least as old as its way here (or its stay in a cache), so every sample is late and none is early: the
 * latest one is the nearest. A device that slept is corrected by the first answer after it wakes.
 */
export class ServerClock {
  #offsets: number[] = [];

  /** Takes note of an answer's `serverTime` that arrived when the counter showed `counterMs`. */
  sample(serverTimeMs: number, counterMs: number): void {
    this.#offsets = [...this.#offsets, serverTimeMs - counterMs].slice(-MAX_SAMPLES);
  }

  /** The server's time in milliseconds when the counter shows `counterMs`; `null` before the first answer. */
  at(counterMs: number): number | null {
    return this.#offsets.length === 0 ? null : counterMs + Math.max(...this.#offsets);
  }
}
