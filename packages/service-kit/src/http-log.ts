import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type HttpLogger, pinoHttp } from 'pino-http';
import type { Logger } from './logger.ts';

const REQUEST_ID = /^[\w-]{8,64}$/;
const QUIET_PATHS = new Set(['/livez', '/readyz', '/metrics']);

/** One line per answered request: id, method, path without its query, status, time. Probes and successes stay at `debug`. */
export function setUpHttpLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (req) => requestId(req),
    autoLogging: { ignore: (req) => QUIET_PATHS.has(pathOf(req)) },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode === 500) return 'error';
      if (res.statusCode > 500) return 'warn';
      return res.statusCode >= 400 ? 'info' : 'debug';
    },
    // The problem handler has logged what went wrong; an error made up for the status would only be noise.
    customErrorObject: (_req, _res, _error, { err: _made, ...line }: { err?: unknown }) => line,
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: req.url.split('?', 1)[0],
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}

/** The id a request came with when it is a sane one, else a new one. */
export function requestId(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? '';
}
