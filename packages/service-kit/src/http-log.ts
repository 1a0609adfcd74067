import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type HttpLogger, pinoHttp } from 'pino-http';
import type { Logger } from './logger.ts';

/** Hexadecimal, as proxies and tracers make them: too long for a phone number and no alphabet for a name. */
const REQUEST_ID = /^[\da-f-]{32,36}$/i;
const MAX_SEGMENTS = 12;
const PLAIN_SEGMENT = /^[\w.~-]{0,64}$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Nine digits or more may be a phone number, whatever stands between them. */
const LONG_NUMBER = /\d(?:[.~_-]*\d){8}/;
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
        path: loggedPath(req.url),
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

/**
 * Where a request went, as a log may keep it: without its query, and with `*` for whatever is no plain word, because people
 * and programs write names and phone numbers into addresses.
 */
export function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  const segments = path.split('/', MAX_SEGMENTS);
  return segments.map((segment) => (isPlain(segment) ? segment : '*')).join('/');
}

function isPlain(segment: string): boolean {
  return PLAIN_SEGMENT.test(segment) && (UUID.test(segment) || !LONG_NUMBER.test(segment));
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? '';
}
