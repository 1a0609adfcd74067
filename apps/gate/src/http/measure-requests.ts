import type { RequestHandler } from 'express';
import type { RequestMeter } from './request-meter.ts';

/** Measures every request that Express answers. */
export function measureRequests(meter: RequestMeter): RequestHandler {
  return (req, res, next) => {
    const startMs = performance.now();
    res.once('finish', () => {
      const route: unknown = req.route?.path;
      const name = typeof route === 'string' ? route : 'none';
      meter.observe(req.method, name, res.statusCode, performance.now() - startMs);
    });
    next();
  };
}
