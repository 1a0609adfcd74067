import { availabilityOf } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 1_000;

/** Shows the edge which slots are free, once a second, and tells the line when the last dose is gone or some are back. */
export function publishAvailability({ store, room, availability: board, logger }: WorkerContext): AsyncDisposable {
  return repeat({
    name: 'publish availability',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const { id, closed } of await room.windows()) {
        if (closed) continue;
        const { availability, remaining } = await availabilityOf(store, id);
        await board.publish(id, availability);
        await room.setRemaining(id, remaining);
      }
    },
  });
}
