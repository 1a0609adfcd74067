import { repeat } from '@sunbeon/service-kit';
import { lapseApprovals } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 10_000;

/** Notes which requests for a second person nobody decided in time; from that instant on nobody could. */
export function endApprovals({ store, logger }: WorkerContext): AsyncDisposable {
  return repeat({
    name: 'end approvals',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      await lapseApprovals(store);
    },
  });
}
