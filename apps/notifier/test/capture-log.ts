import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

/** A logger that keeps every line, at its most talkative and with nothing removed. */
export function captureLog(): { readonly logger: Logger; readonly text: () => string } {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { logger: pino({ level: 'trace' }, sink), text: () => text };
}
