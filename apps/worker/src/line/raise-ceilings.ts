import { leaseCeiling } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 250;
/** Numbers leased at a time: more than join in the time between two looks, by far. */
const BLOCK = 100_000;

/** Leases number blocks in Postgres before Redis may give them out, so that no number is given twice should Redis be lost. */
export function raiseCeilings({ store, room, logger }: WorkerContext): AsyncDisposable {
  return repeat({
    name: 'raise ceilings',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const { id, ceiling } of await room.windows()) {
        const status = await room.status(id);
        if (status === null || ceiling - status.issued > BLOCK / 2) continue;
        await room.raiseCeiling(id, await leaseCeiling(store, id, status.issued + BLOCK));
      }
    },
  });
}
