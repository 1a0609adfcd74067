import { Problem } from '@sunbeon/core';
import type { Request, RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { isStillIn } from '../require-staff.ts';
import { LOOKING } from '../staff-route.ts';
import { EventStream } from './event-stream.ts';

const EVENT_STREAM = 'text/event-stream';
const KEEP_EVERY_MS = 5_000;
/** Whether whoever watches is still logged in is looked up this often. */
const SESSION_EVERY_MS = 3_000;

/**
 * `GET /v1/staff/night/events`: the night as server-sent events, `night` about once a second. Each tells everything, so that
 * whoever comes back (`Last-Event-ID`) has missed nothing that matters. The last event of a stream that ends by itself is `end`.
 */
export const watchNight =
  (context: ApiContext): RequestHandler =>
  (req, res) => {
    // Whoever did not ask for a stream would wait for an end that never comes.
    if (!(req.headers.accept ?? '').includes(EVENT_STREAM)) {
      throw new Problem('invalid-request', { errors: [{ path: 'Accept', message: EVENT_STREAM }] });
    }
    const stream = new EventStream(res);
    const leave = context.sampler.listen({
      tell: (night) => stream.send('night', night),
      end: (reason) => stream.end(reason),
    });
    const watching = setInterval(() => stream.keep(), KEEP_EVERY_MS);
    const checking = setInterval(() => void endWithSession(context, req, stream), SESSION_EVERY_MS);
    res.once('close', () => {
      leave();
      clearInterval(watching);
      clearInterval(checking);
    });
    stream.begin();
  };

async function endWithSession(context: ApiContext, req: Request, stream: EventStream): Promise<void> {
  try {
    if (!(await isStillIn(context, req, LOOKING))) stream.end('session-ended');
  } catch (error) {
    // Postgres is away: whoever was let in stays until it can say otherwise.
    context.logger.debug({ err: error }, 'nobody can say whether a session has ended');
  }
}
