import { repeat } from '@sunbeon/service-kit';
import { clearClosedSlots, lapseOffers, offerDisplaced, windowsWithDisplaced } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
/** Offers ended by one transaction, and transactions per turn: the rest is for the next one. */
const MOST_LAPSED = 100;
const MAX_ROUNDS = 20;
/** A window that had nothing to offer is looked at again after twice as long as before, up to this. */
const LONGEST_PAUSE_MS = 30_000;

interface Pause {
  readonly forMs: number;
  readonly untilMs: number;
}

/**
 * Looks after people whose slots were closed: ends offers nobody answered in time, offers free slots to those who wait
 * for one, and sees closings through whose process died. Seats that are given back need no turn of this: they are passed
 * on by the change that gives them back. Several workers may do so at once.
 */
export function offerSlots({ store, metrics, logger }: WorkerContext): AsyncDisposable {
  const pauses = new Map<string, Pause>();
  /** By window, who was looked at last; `null` when everybody was. */
  const behind = new Map<string, number | null>();

  async function lapse(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const lapsed = await lapseOffers(store, MOST_LAPSED);
      metrics.offersLapsed.inc(lapsed);
      if (lapsed < MOST_LAPSED) return;
    }
  }

  async function offer(windowId: string): Promise<void> {
    const pause = pauses.get(windowId);
    if (pause !== undefined && performance.now() < pause.untilMs) return;
    const { offered, reached } = await offerDisplaced(store, windowId, { after: behind.get(windowId) ?? null });
    metrics.offersMade.inc(offered);
    behind.set(windowId, reached);
    if (reached !== null) return;
    if (offered > 0) {
      pauses.delete(windowId);
      return;
    }
    const forMs = Math.min(LONGEST_PAUSE_MS, 2 * (pause?.forMs ?? EVERY_MS));
    pauses.set(windowId, { forMs, untilMs: performance.now() + forMs });
  }

  return repeat({
    name: 'offer slots',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const { offered } = await clearClosedSlots(store);
      metrics.offersMade.inc(offered);
      await lapse();
      const windowIds = await windowsWithDisplaced(store);
      for (const known of [pauses, behind]) {
        for (const windowId of known.keys()) if (!windowIds.includes(windowId)) known.delete(windowId);
      }
      for (const windowId of windowIds) await offer(windowId);
    },
  });
}
