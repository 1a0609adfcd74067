import { Histogram, type Registry } from '@sunbeon/service-kit';

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Labels come from fixed sets; what a client can choose is named `other`, or it could make a series for each request. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']);

type Series = { observe(seconds: number): void };

/** Counts and times every request by route (never by address, which may name a person), method and status. */
export class RequestMeter {
  readonly #seconds: Histogram<'method' | 'route' | 'status'>;
  /** Looking a series up by its labels costs more than adding to it. */
  readonly #series = new Map<string, Series>();

  constructor(metrics: Registry) {
    this.#seconds = new Histogram({
      name: 'gate_request_seconds',
      help: 'Time from the first byte of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_SECONDS,
      registers: [metrics],
    });
  }

  /** Notes one answer that took `durationMs`. */
  observe(method: string, route: string, status: number, durationMs: number): void {
    const name = `${method} ${status} ${route}`;
    const series = this.#series.get(name) ?? this.#open(name, METHODS.has(method) ? method : 'other', route, status);
    series.observe(durationMs / 1_000);
  }

  #open(name: string, method: string, route: string, status: number): Series {
    const series = this.#seconds.labels({ method, route, status: String(status) });
    if (method !== 'other') this.#series.set(name, series);
    return series;
  }
}
