import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Headers and fields that may carry a credential or a person; they never reach a log line. */
const REDACTED_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["idempotency-key"]',
  'res.headers["set-cookie"]',
  '*.sealedContact',
  '*.phone',
  '*.name',
];

/** So many causes of an error are told. */
const MAX_CAUSES = 4;

/**
 * What a log line says about an error: what happened and where. Its other properties stay out, because libraries keep there
 * what they were working on: a Redis command with its arguments, the text of a body, the values of a row.
 */
export function loggedError(error: unknown, causes = MAX_CAUSES): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || causes <= 1 ? {} : { cause: loggedError(cause, causes - 1) }),
  };
}

/** One JSON line per event on standard output, with the service's name, credentials and contacts removed. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, remove: true },
    serializers: { err: loggedError },
    formatters: { level: (label) => ({ level: label }) },
  });
}
