import { Histogram, type Registry } from '@sunbeon/service-kit';

const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];
const BUCKETS_SECONDS = BUCKETS_MS.map((ms) => ms / 1_000);
const NAME = 'gate_request_seconds';
const HELP = 'Time from the first byte of a request to the end of its answer';
/** Labels come from fixed sets; what a client can choose is named `other`, or it could make a series for each request. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']);

type Labels = Readonly<Record<'method' | 'route' | 'status', string>>;

/** The answers to one kind of request. */
interface Series {
  readonly labels: Labels;
  /** How many took at most so long: one for each bucket, and one beyond the last. */
  readonly counts: Float64Array;
  sumMs: number;
}

/** Counts and times every request by route (never by address, which may name a person), method and status. */
export class RequestMeter {
  readonly #series = new Map<string, Series>();

  constructor(metrics: Registry) {
    metrics.registerMetric(new RequestSeconds(this.#series));
  }

  /** Notes one answer that took `durationMs`. */
  observe(method: string, route: string, status: number, durationMs: number): void {
    const known = METHODS.has(method) ? method : 'other';
    const series = this.#series.get(`${known} ${status} ${route}`) ?? this.#open(known, route, status);
    let bucket = 0;
    while (durationMs > (BUCKETS_MS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sumMs += durationMs;
  }

  #open(method: string, route: string, status: number): Series {
    const labels = { method, route, status: String(status) };
    const series = { labels, counts: new Float64Array(BUCKETS_MS.length + 1), sumMs: 0 };
    this.#series.set(`${method} ${status} ${route}`, series);
    return series;
  }
}

/**
 * A histogram over what the meter counted. The library's own looks labels up by their names with each observation, which
 * for a poll would be a twentieth of all its work.
 */
class RequestSeconds extends Histogram<keyof Labels> {
  readonly #series: ReadonlyMap<string, Series>;

  constructor(series: ReadonlyMap<string, Series>) {
    super({
      name: NAME,
      help: HELP,
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_SECONDS,
      registers: [],
    });
    this.#series = series;
  }

  /** What the registry makes its text from, and its figures for other processes. */
  getForPromString() {
    const values = [...this.#series.values()].flatMap(valuesOf);
    return Promise.resolve({ name: NAME, help: HELP, type: 'histogram', aggregator: 'sum', values });
  }
}

function valuesOf({ labels: sharedLabels, counts, sumMs }: Series) {
  let count = 0;
  const buckets = [...counts].map((answers, index) => {
    count += answers;
    return {
      metricName: `${NAME}_bucket`,
      labels: { le: BUCKETS_SECONDS[index] ?? '+Inf' },
      sharedLabels,
      value: count,
    };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels: {}, sharedLabels, value: sumMs / 1_000 },
    { metricName: `${NAME}_count`, labels: {}, sharedLabels, value: count },
  ];
}
