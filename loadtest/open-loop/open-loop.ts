import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../replay/arrival-order.ts';
import { Wire } from '../wire/wire.ts';
import type { WireAnswer } from '../wire/wire-reader.ts';

/** What is sent to whom, and when. */
export interface OpenLoad {
  readonly url: string;
  /** Whole HTTP/1.1 requests in Latin-1, one after the other, beginning again after the last. */
  readonly requests: readonly string[];
  /** Milliseconds from the start, in order. */
  readonly scheduleMs: Float64Array;
  /** Told each answer as it comes. */
  readonly onAnswer?: (answer: WireAnswer) => void;
}

/** The bounds of a run. */
export interface OpenLoopLimits {
  /** Requests under way at a time; those beyond wait, and their waiting counts. */
  readonly connections: number;
  /** After the last request was due nobody is waited for longer than this. */
  readonly patienceMs: number;
}

/** What became of each request, in the order of the schedule. */
export interface OpenRun {
  /** From the instant each was due to its answer; `Infinity` for one without. */
  readonly latenciesMs: Float64Array;
  /** 0 for one without an answer. */
  readonly statuses: Uint16Array;
  /** How much later than due this process came to send each: a fault of the measurement, not of the server. */
  readonly latenessMs: Float64Array;
  /** Share of the time in which this process was busy: near 1 it is its own limit. */
  readonly busyShare: number;
  readonly seconds: number;
}

/** A run in a few figures. */
export interface OpenSummary {
  readonly requests: number;
  readonly succeeded: number;
  /** Of all, milliseconds from when they were due; `Infinity` where that many got no answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly mostMs: number;
  readonly lateP99Ms: number;
  readonly lateMostMs: number;
  readonly busyShare: number;
}

const LIMITS: OpenLoopLimits = { connections: 256, patienceMs: 10_000 };

/**
 * Sends each request when it is due, whatever became of those before it, and measures from that instant: while the server stalls
 * others go on falling due, and each one's waiting is counted, for a connection too. A closed loop would wait along with the
 * server and see the stall once for each connection ("coordinated omission").
 */
export async function sendOnSchedule(load: OpenLoad, limits: Partial<OpenLoopLimits> = {}): Promise<OpenRun> {
  const { connections, patienceMs } = { ...LIMITS, ...limits };
  const wire = new Wire(load.url, connections);
  const sender = new ScheduledSender(wire, load);
  const loopBefore = performance.eventLoopUtilization();
  const patience = new AbortController();
  const last = load.scheduleMs.at(-1) ?? 0;
  const givingUp = delay(last + patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([sender.run(), givingUp]);
  patience.abort();
  const run = sender.stop();
  wire.close();
  return { ...run, busyShare: performance.eventLoopUtilization(loopBefore).utilization };
}

/** The figures of a run. */
export function summaryOf({ latenciesMs, statuses, latenessMs, busyShare }: OpenRun): OpenSummary {
  const latencies = [...latenciesMs];
  const lateness = [...latenessMs];
  return {
    requests: latencies.length,
    succeeded: statuses.filter((status) => status >= 200 && status < 400).length,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    p999Ms: percentile(latencies, 0.999),
    mostMs: percentile(latencies, 1),
    lateP99Ms: percentile(lateness, 0.99),
    lateMostMs: percentile(lateness, 1),
    busyShare,
  };
}

class ScheduledSender {
  readonly #wire: Wire;
  readonly #load: OpenLoad;
  readonly #latenciesMs: Float64Array;
  readonly #latenessMs: Float64Array;
  readonly #statuses: Uint16Array;
  readonly #startMs = performance.now();
  readonly #finished: Promise<void>;
  #finish: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #next = 0;
  #settled = 0;
  #isStopped = false;

  constructor(wire: Wire, load: OpenLoad) {
    const count = load.scheduleMs.length;
    this.#wire = wire;
    this.#load = load;
    this.#latenciesMs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.#latenessMs = new Float64Array(count);
    this.#statuses = new Uint16Array(count);
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Resolves once every request has come to an end. */
  run(): Promise<void> {
    if (this.#load.scheduleMs.length === 0) this.#finish();
    else this.#sendWhatIsDue();
    return this.#finished;
  }

  /** What is known by now; nothing is sent or noted any more. */
  stop(): Omit<OpenRun, 'busyShare'> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    return {
      latenciesMs: this.#latenciesMs,
      statuses: this.#statuses,
      latenessMs: this.#latenessMs,
      seconds: this.#sinceStartMs() / 1_000,
    };
  }

  #sendWhatIsDue(): void {
    const { scheduleMs } = this.#load;
    for (let dueMs = scheduleMs[this.#next]; dueMs !== undefined; dueMs = scheduleMs[this.#next]) {
      const waitMs = dueMs - this.#sinceStartMs();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#sendWhatIsDue(), waitMs);
        return;
      }
      void this.#send(this.#next, dueMs);
      this.#next += 1;
    }
  }

  async #send(index: number, dueMs: number): Promise<void> {
    const { requests } = this.#load;
    this.#latenessMs[index] = this.#sinceStartMs() - dueMs;
    const answer = await this.#wire.ask(requests[index % requests.length] ?? '');
    if (this.#isStopped) return;
    if (answer !== null) {
      this.#latenciesMs[index] = this.#sinceStartMs() - dueMs;
      this.#statuses[index] = answer.status;
      this.#load.onAnswer?.(answer);
    }
    this.#settled += 1;
    if (this.#settled === this.#load.scheduleMs.length) this.#finish();
  }

  #sinceStartMs(): number {
    return performance.now() - this.#startMs;
  }
}
