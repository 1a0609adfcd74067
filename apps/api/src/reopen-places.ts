import { cancelledPlaces } from '@sunbeon/store';
import type { ApiContext } from './context.ts';

/**
 * Lets somebody who cancelled go in again with the number they have. What was committed stands whether this succeeds or
 * not: it is done again whenever they cancel the same booking once more, or look at their bookings.
 */
export async function reopenPlaces(
  { store, room, logger }: ApiContext,
  who: { readonly personKey: string } | { readonly bookingId: string },
): Promise<void> {
  try {
    for (const { windowId, number } of await cancelledPlaces(store, who)) await room.reopen(windowId, number);
  } catch (error) {
    logger.warn({ err: error }, 'a number was not reopened yet');
  }
}
