/** The kinds of call a citizen makes, in the order in which a night needs them. */
export const callKinds = ['join', 'status', 'claim', 'slots', 'book', 'outcome'] as const;
export type CallKind = (typeof callKinds)[number];

/** Seconds before and after the opening that are told apart; what comes earlier or later counts to the first or the last of them. */
const SECONDS_BEFORE = 10;
const MOST_SECONDS = 1_200;
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
export interface CallFigures extends Latency {
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
 * Keeps how long calls take without keeping calls: a bucket of a second and a kind is raised, nothing is allocated, so that millions of
 * calls cost what one costs, some tenths of a microsecond each.
 */
export class CallRecord {
  readonly #opensAtMs: number;
  readonly #counts = new Uint32Array(callKinds.length * (SECONDS_BEFORE + MOST_SECONDS) * BUCKETS);
  readonly #max = new Float64Array(callKinds.length);
  readonly #shed = new Uint32Array(callKinds.length);
  readonly #unanswered = new Uint32Array(callKinds.length);

  /** @param opensAtMs milliseconds of the epoch, like all instants here */
  constructor(opensAtMs: number) {
    this.#opensAtMs = opensAtMs;
  }

  /** @param status of the answer; 0 when there was none */
  note(kind: CallKind, askedAtMs: number, answeredAtMs: number, status: number): void {
    const at = callKinds.indexOf(kind);
    if (status === 0) {
      this.#unanswered[at] = (this.#unanswered[at] ?? 0) + 1;
      return;
    }
    if (SHED_STATUSES.has(status)) this.#shed[at] = (this.#shed[at] ?? 0) + 1;
    const tookMs = answeredAtMs - askedAtMs;
    if (tookMs > (this.#max[at] ?? 0)) this.#max[at] = tookMs;
    const bucket = this.#row(at, this.#secondOf(askedAtMs)) + bucketOf(tookMs);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
  }

  report(): CallReport {
    const [join, status, claim, slots, book, outcome] = callKinds.map((_, at) => this.#figures(at));
    if (!(join && status && claim && slots && book && outcome)) throw new TypeError('a kind of call has no figures');
    return { join, status, claim, slots, book, outcome };
  }

  #figures(at: number): CallFigures {
    const all = new Uint32Array(BUCKETS);
    const bySecond = [];
    for (let second = -SECONDS_BEFORE; second < MOST_SECONDS; second += 1) {
      const row = this.#row(at, second);
      const counts = this.#counts.subarray(row, row + BUCKETS);
      for (const [bucket, count] of counts.entries()) all[bucket] = (all[bucket] ?? 0) + count;
      const latency = latencyIn(counts);
      if (latency.calls > 0) bySecond.push({ second, ...latency });
    }
    const max = Math.round(this.#max[at] ?? 0);
    return { ...latencyIn(all), max, shed: this.#shed[at] ?? 0, unanswered: this.#unanswered[at] ?? 0, bySecond };
  }

  #row(kind: number, second: number): number {
    return (kind * (SECONDS_BEFORE + MOST_SECONDS) + SECONDS_BEFORE + second) * BUCKETS;
  }

  #secondOf(instantMs: number): number {
    const second = Math.floor((instantMs - this.#opensAtMs) / 1_000);
    return Math.min(Math.max(second, -SECONDS_BEFORE), MOST_SECONDS - 1);
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
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (seen > 0 && seen >= p * calls) return Math.round(SMALLEST_MS * FACTOR ** bucket * 10) / 10;
  }
  return 0;
}
