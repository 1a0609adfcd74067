/** The kinds of call a citizen makes, in the order in which a night needs them. */
export const callKinds = ['join', 'status', 'claim', 'slots', 'book', 'outcome'] as const;
export type CallKind = (typeof callKinds)[number];

/** Seconds before and after the opening that are told apart; what comes earlier or later counts to the first or the last of them. */
const SECONDS_BEFORE = 10;
const MOST_SECONDS = 3_600;
/** Bounds of the buckets grow by this factor, so that a percentile is at most a twentieth too high. */
const FACTOR = 1.05;
const SMALLEST_MS = 0.05;
const BUCKETS = 320;
const LOG_OF_FACTOR = Math.log(FACTOR);
/** The gate is full and says when to come again. */
const SHED_STATUSES = new Set([429, 503]);

/** What the calls of one second, or of the whole night, took; milliseconds. */
interface Latency {
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
}

/** All calls of one kind. */
interface CallFigures extends Latency {
  readonly max: number;
  /** Answered by 429 or 503 with `Retry-After`. */
  readonly shed: number;
  /** Calls whose connection ended before there was an answer. */
  readonly unanswered: number;
  /** By the second after the opening in which they were asked. */
  readonly bySecond: readonly (Latency & { readonly second: number })[];
}

/** What the crowd hands on once the night is over. */
export type CallReport = Readonly<Record<CallKind, CallFigures>>;

/**
 * Keeps how long calls take without keeping calls: each raises a bucket of its second and its kind, and only a new second takes
 * memory. A call costs some two tenths of a microsecond, both looks at the clock included.
 */
export class CallRecord {
  readonly #opensAtMs: number;
  readonly #kinds: Readonly<Record<CallKind, KindRecord>> = {
    join: new KindRecord(),
    status: new KindRecord(),
    claim: new KindRecord(),
    slots: new KindRecord(),
    book: new KindRecord(),
    outcome: new KindRecord(),
  };

  /** @param opensAtMs milliseconds of the epoch, like all instants here */
  constructor(opensAtMs: number) {
    this.#opensAtMs = opensAtMs;
  }

  /** @param status of the answer; 0 when there was none */
  note(kind: CallKind, askedAtMs: number, answeredAtMs: number, status: number): void {
    const second = Math.floor((askedAtMs - this.#opensAtMs) / 1_000);
    this.#kinds[kind].note(second, answeredAtMs - askedAtMs, status);
  }

  report(): CallReport {
    const { join, status, claim, slots, book, outcome } = this.#kinds;
    return {
      join: join.figures(),
      status: status.figures(),
      claim: claim.figures(),
      slots: slots.figures(),
      book: book.figures(),
      outcome: outcome.figures(),
    };
  }
}

class KindRecord {
  readonly #seconds = new Map<number, Uint32Array>();
  #max = 0;
  #shed = 0;
  #unanswered = 0;

  note(second: number, tookMs: number, status: number): void {
    if (status === 0) {
      this.#unanswered += 1;
      return;
    }
    if (SHED_STATUSES.has(status)) this.#shed += 1;
    if (tookMs > this.#max) this.#max = tookMs;
    const counts = this.#countsOf(Math.min(Math.max(second, -SECONDS_BEFORE), MOST_SECONDS - 1));
    const bucket = bucketOf(tookMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }

  figures(): CallFigures {
    const all = new Uint32Array(BUCKETS);
    const inOrder = [...this.#seconds].toSorted(([a], [b]) => a - b);
    for (const [, counts] of inOrder) {
      for (let bucket = 0; bucket < BUCKETS; bucket += 1) all[bucket] = (all[bucket] ?? 0) + (counts[bucket] ?? 0);
    }
    const bySecond = inOrder.map(([second, counts]) => ({ second, ...latencyIn(counts) }));
    const { calls, p50, p99 } = latencyIn(all);
    return { calls, p50, p99, max: Math.round(this.#max), shed: this.#shed, unanswered: this.#unanswered, bySecond };
  }

  #countsOf(second: number): Uint32Array {
    const known = this.#seconds.get(second);
    if (known !== undefined) return known;
    const counts = new Uint32Array(BUCKETS);
    this.#seconds.set(second, counts);
    return counts;
  }
}

function bucketOf(ms: number): number {
  const bucket = Math.ceil(Math.log(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) / LOG_OF_FACTOR);
  return Math.min(bucket, BUCKETS - 1);
}

function latencyIn(counts: Uint32Array): Latency {
  const calls = counts.reduce((sum, count) => sum + count, 0);
  return { calls, p50: quantile(counts, calls, 0.5), p99: quantile(counts, calls, 0.99) };
}

/** The upper bound of the bucket that holds the share `p` (0–1), in tenths of milliseconds; 0 without calls. */
function quantile(counts: Uint32Array, calls: number, p: number): number {
  let seen = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    seen += counts[bucket] ?? 0;
    if (seen > 0 && seen >= p * calls) return Math.round(SMALLEST_MS * FACTOR ** bucket * 10) / 10;
  }
  return 0;
}
