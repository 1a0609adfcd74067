import { Histogram, type Registry } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counts and times every request by route (never by address, which may name a person), method and status. */
export function measureRequests(metrics: Registry): RequestHandler {
  const duration = new Histogram({
    name: 'gate_request_seconds',
    help: 'Time from the first byte of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [metrics],
  });
  return (req, res, next) => {
    const stop = duration.startTimer();
    res.once('finish', () => {
      const route: unknown = req.route?.path;
      stop({ method: req.method, route: typeof route === 'string' ? route : 'none', status: res.statusCode });
    });
    next();
  };
}
