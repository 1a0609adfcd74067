/** Bounds of the buckets grow by this factor, so a percentile is at most a twentieth too high. */
const FACTOR = 1.05;
const SMALLEST_MS = 0.05;
const BUCKETS = 320;

/** Latencies of one kind of call within one span of time, in buckets: what is kept does not grow with the calls. */
class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;

  add(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) / Math.log(FACTOR));
    const kept = Math.min(bucket, BUCKETS - 1);
    this.#counts[kept] = (this.#counts[kept] ?? 0) + 1;
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** The upper bound of the bucket that holds the share `p` (0–1), in milliseconds; `NaN` when nothing was added. */
  quantile(p: number): number {
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen > 0 && seen >= p * this.#count) return SMALLEST_MS * FACTOR ** bucket;
    }
    return Number.NaN;
  }
}

/** What calls of one kind took, in milliseconds. */
export interface CallLatency {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
}

/** Latencies by kind of call since they were last taken. */
export class Latencies {
  #kinds = new Map<string, Histogram>();

  note(kind: string, ms: number): void {
    let histogram = this.#kinds.get(kind);
    if (histogram === undefined) {
      histogram = new Histogram();
      this.#kinds.set(kind, histogram);
    }
    histogram.add(ms);
  }

  /** What was noted since this was last asked, by kind. */
  take(): Record<string, CallLatency> {
    const kinds = this.#kinds;
    this.#kinds = new Map();
    return Object.fromEntries(
      [...kinds].map(([kind, h]) => [kind, { calls: h.count, p50: h.quantile(0.5), p99: h.quantile(0.99) }]),
    );
  }
}
