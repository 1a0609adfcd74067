import { Counter, Gauge, Histogram, type Registry } from '@sunbeon/service-kit';

/** What is measured about calling and committing. No label ever holds anything personal. */
export interface WorkerMetrics {
  readonly decided: Counter<'outcome'>;
  readonly setAside: Counter;
  readonly groupSize: Histogram;
  readonly commitSeconds: Histogram;
  readonly queueDepth: Gauge;
  readonly openRequests: Gauge;
  readonly oldestOpenRequest: Gauge;
  readonly called: Counter;
  readonly holdsLease: Gauge;
  readonly pace: Gauge;
  readonly etaError: Histogram;
  readonly etaErrorMedian: Gauge;
  readonly etaRange: Counter<'held'>;
  readonly linesRebuilt: Counter;
  readonly lobbiesDrawn: Counter;
  readonly offersMade: Counter;
  readonly offersLapsed: Counter;
}

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  return { ...bookingMetrics([registry]), ...lineMetrics([registry]) };
}

function bookingMetrics(registers: Registry[]) {
  return {
    decided: new Counter({
      name: 'worker_requests_decided_total',
      help: 'Booking requests decided: confirmed, or the code that refused them',
      labelNames: ['outcome'],
      registers,
    }),
    setAside: new Counter({ name: 'worker_jobs_set_aside_total', help: 'Jobs nobody could read or decide', registers }),
    groupSize: new Histogram({
      name: 'worker_group_size_requests',
      help: 'Booking requests committed together',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128],
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'worker_commit_seconds',
      help: 'One group, from asking Postgres to the commit',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    queueDepth: new Gauge({ name: 'worker_queue_depth_requests', help: 'Booking requests that wait', registers }),
    openRequests: new Gauge({
      name: 'worker_open_requests',
      help: 'Booking requests taken in that have no outcome yet',
      registers,
    }),
    oldestOpenRequest: new Gauge({
      name: 'worker_oldest_open_request_seconds',
      help: 'For how long the oldest booking request without an outcome has waited',
      registers,
    }),
    offersMade: new Counter({
      name: 'worker_offers_made_total',
      help: 'Slots this worker offered to people whose own was closed',
      registers,
    }),
    offersLapsed: new Counter({
      name: 'worker_offers_lapsed_total',
      help: 'Offers nobody answered in time',
      registers,
    }),
  };
}

function lineMetrics(registers: Registry[]) {
  return {
    called: new Counter({ name: 'worker_numbers_called_total', help: 'Numbers called', registers }),
    pace: new Gauge({
      name: 'worker_outflow_pace_ratio',
      help: 'Share of maxPerSecond at which numbers are called; below 1 while the bookings behind them are slow',
      registers,
    }),
    etaError: new Histogram({
      name: 'worker_eta_error_ratio',
      help: 'How wrong expected waits were: |told - waited| / waited',
      buckets: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
      registers,
    }),
    etaErrorMedian: new Gauge({
      name: 'worker_eta_error_median_ratio',
      help: 'The median of the newest of these errors',
      registers,
    }),
    etaRange: new Counter({
      name: 'worker_eta_ranges_total',
      help: 'Ranges told, and whether the wait ended within them',
      labelNames: ['held'],
      registers,
    }),
    linesRebuilt: new Counter({
      name: 'worker_lines_rebuilt_total',
      help: 'Lines started anew because Redis had lost them, or may have',
      registers,
    }),
    lobbiesDrawn: new Counter({ name: 'worker_lobbies_drawn_total', help: 'Lobbies drawn', registers }),
    holdsLease: new Gauge({
      name: 'worker_holds_outflow_lease',
      help: '1 when this worker calls the numbers',
      registers,
    }),
  };
}
