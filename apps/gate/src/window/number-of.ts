import { Problem } from '@sunbeon/core';
import type { Ticket } from '@sunbeon/crypto';
import type { GateContext } from '../context.ts';
import { askLine, RETRY_AFTER_SECONDS } from './ask-line.ts';
import { allWindows } from './find-window.ts';

/**
 * The number of a ticket. One that was given in the lobby of a draw bears none: the line knows it from the draw on, and
 * `null` until then. A ticket from before the line was lost is re-seated by being shown. Rejects with `ticket-invalid`
 * when nobody holds a place by the ticket, with `line-unavailable` while the line is being started anew.
 */
export async function numberOf(context: GateContext, ticket: Ticket): Promise<number | null> {
  const { windowId, number, epoch, personKey } = ticket;
  const window = (await allWindows(context)).byId.get(windowId);
  // We signed the ticket, so the window was there.
  if (window === undefined) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
  const isOld = epoch < window.epoch;
  if (number !== null) return isOld ? reseat(context, { ...ticket, number }) : number;
  const place = await askLine(() => context.room.placeOf(windowId, personKey));
  if (place === 'lobby') return null;
  return place ?? (isOld ? comeBack(context, ticket) : invalid());
}

/** Shows a numbered ticket to the line: the person's number from now on. Rejects as {@link numberOf} does. */
export async function reseat({ room }: GateContext, ticket: Ticket & { readonly number: number }): Promise<number> {
  const reseated = await askLine(() => room.reseat(ticket.windowId, ticket));
  switch (reseated.outcome) {
    case 'placed':
      return reseated.number;
    case 'none':
      return invalid();
    case 'rebuilding':
    case 'unknown':
      throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return reseated satisfies never;
  }
}

/** Whoever was in a lobby that was lost is in it again; the order of a draw does not depend on when. */
async function comeBack({ room }: GateContext, { windowId, personKey }: Ticket): Promise<number | null> {
  const joined = await askLine(() => room.join(windowId, personKey));
  if (joined.outcome === 'placed') return joined.number;
  if (joined.outcome === 'lobby') return null;
  throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
}

function invalid(): never {
  throw new Problem('ticket-invalid');
}
