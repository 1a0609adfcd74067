import { Counter, repeat } from '@sunbeon/service-kit';
import { lapseConsents, latelyEnded } from '@sunbeon/store';
import { ConsentBoard } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 5_000;
/** Consents ended by one transaction, and transactions per turn: the rest is for the next one. */
const MOST_LAPSED = 100;
const MAX_ROUNDS = 20;
/** Ends are told to the edge once more for so long: longer than whoever ended one, and died, can have been away. */
const TOLD_AGAIN_SECONDS = 60;
const MOST_TOLD_AGAIN = 1_000;

/**
 * Ends consents and requests whose time is over, and tells the edge of every end of the last minute once more: whoever ends
 * a consent tells it, but may have died in between, or met a Redis that was away. Several workers may do so at once.
 */
export function endConsents({ store, redis, config, registry, logger }: WorkerContext): AsyncDisposable {
  const board = new ConsentBoard(redis, config.redisPrefix);
  const lapses = new Counter({
    name: 'worker_consents_lapsed_total',
    help: 'Consents and requests for one whose time was over',
    registers: [registry],
  });
  return repeat({
    name: 'end consents',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const lapsed = await lapseConsents(store, MOST_LAPSED);
        lapses.inc(lapsed);
        if (lapsed < MOST_LAPSED) break;
      }
      const ended = await latelyEnded(store, { withinSeconds: TOLD_AGAIN_SECONDS, limit: MOST_TOLD_AGAIN });
      await Promise.all(ended.map(async (consentId) => board.end(consentId)));
    },
  });
}
