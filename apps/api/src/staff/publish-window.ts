import type { WindowRecord } from '@sunbeon/store';
import type { ApiContext } from '../context.ts';

/**
 * Tells every gate about a committed change at once. When Redis is away the change stands all the same:
 * the worker publishes what Postgres holds as soon as Redis is back. Of a draft nobody is told.
 */
export async function publishWindow({ room, logger }: ApiContext, window: WindowRecord): Promise<void> {
  if (window.draft) return;
  try {
    await room.publishWindow(window);
  } catch (error) {
    logger.warn({ err: error, windowId: window.id, version: window.version }, 'window not published yet');
  }
}
