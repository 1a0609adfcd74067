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

/** One JSON line per event on standard output, with the service's name, credentials and contacts removed. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, remove: true },
    formatters: { level: (label) => ({ level: label }) },
  });
}
