import { createBullBoard } from '@bull-board/api';
import type { AppViewRoute } from '@bull-board/api/typings/app';
import { ExpressAdapter } from '@bull-board/express';
import { BOOKING_QUEUE } from '@sunbeon/core';
import type { Logger, RedisConnection } from '@sunbeon/service-kit';
import { Queue } from 'bullmq';
import type { Request, RequestHandler, Response } from 'express';
import { ReadOnlyQueue } from './read-only-queue.ts';

/** Where the board is, and where its page looks for everything it needs. */
export const BOARD_PATH = '/queues';

/** How often an open page asks again, in seconds. */
const POLL_SECONDS = 5;

/** bull-board, and the connection it looks at the booking queue by. */
export interface QueueBoard extends AsyncDisposable {
  /** Answers what is asked below {@link BOARD_PATH}. Which requests come so far is for the table of routes to say. */
  readonly answer: RequestHandler;
}

/** @param redis a connection that answers already */
export function openQueueBoard(redis: RedisConnection, redisPrefix: string, logger: Logger): QueueBoard {
  const queue = new Queue(BOOKING_QUEUE, {
    connection: redis,
    prefix: `{${redisPrefix}:queue}`,
    skipWaitingForReady: true,
    skipMetasUpdate: true,
  });
  queue.on('error', (error) => logger.warn({ reason: error.message }, 'queue board'));
  const adapter = new BoardAdapter();
  adapter.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new ReadOnlyQueue(queue)],
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: 'Sunbeon',
        hideDocsLink: true,
        // One entry of the list of connections for each worker would be asked for at every poll.
        showWorkers: false,
        pollingInterval: { forceInterval: POLL_SECONDS },
      },
    },
  });
  return {
    answer: adapter.answer,
    [Symbol.asyncDispose]: () => queue.close(),
  };
}

/** A page that asks nobody outside for anything. */
const OUTSIDE = /<link\b[^>]*\bhref="https?:[^>]*>/g;

class BoardAdapter extends ExpressAdapter {
  constructor() {
    super();
    this.app.disable('x-powered-by');
  }

  readonly answer: RequestHandler = (req, res, next) => {
    const { url } = req;
    req.url = url.slice(BOARD_PATH.length) || '/';
    this.app(req, res, (error?: unknown) => {
      req.url = url;
      next(error);
    });
  };

  override setEntryRoute(entry: AppViewRoute): this {
    this.app.get(entry.route, (_req: Request, res: Response) => {
      const { name, params } = entry.handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      res.render(name, params, (error: Error | null, page: string) => {
        if (error !== null) throw error;
        res.send(page.replaceAll(OUTSIDE, ''));
      });
    });
    return this;
  }
}
