import { Problem, slotIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Actor } from '../bookings/actor.ts';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { type Displaced, displacePeople } from './displace-people.ts';

/** Slots by their ids, or all of a site, or those of one window there. A site closed without a window stays closed. */
export type ToClose = { readonly slotIds: readonly string[] } | { readonly siteId: string; readonly windowId?: string };

export interface Closing {
  readonly actor: Actor;
  readonly reason: string;
}

/** What a closing did: how many slots were open before, people displaced, and offered another slot at once. */
export interface Closed extends Displaced {
  readonly slots: number;
}

/** Slots named at most in one call. */
export const MAX_SLOTS_CLOSED = 10_000;

const closedSchema = z.tuple([z.object({ concerned: z.array(z.bigint()).nullable(), closed: z.int() })]);

/**
 * Closes slots: from then on nothing is booked or offered there. Everybody booked in them is displaced, never cancelled,
 * in order of their numbers in line: offered the nearest equal free slot, or told of their right of priority. Offers of
 * the closed slots are replaced. Should it be interrupted, calling it again goes on where it stopped.
 * @throws {Problem} `slot-unknown` when a slot or the site does not exist; `invalid-request` for too many
 */
export async function closeSlots(store: Store, what: ToClose, { actor, reason }: Closing): Promise<Closed> {
  const { concerned, closed } = await closeSlotsIn(store.prisma, what, { actor, reason });
  return { slots: closed, ...(await displacePeople(store, concerned)) };
}

/** Closes them within a transaction of the caller's, who displaces people from those `concerned` once it is committed. */
export async function closeSlotsIn(
  prisma: Pick<Prisma.TransactionClient, '$queryRaw'>,
  what: ToClose,
  { actor, reason }: Closing,
): Promise<{ readonly concerned: readonly bigint[]; readonly closed: number }> {
  const named = 'slotIds' in what ? [...new Set(what.slotIds)] : null;
  if (named !== null && named.length > MAX_SLOTS_CLOSED) {
    throw new Problem('invalid-request', { errors: [{ field: 'slots', message: `at most ${MAX_SLOTS_CLOSED}` }] });
  }
  if (named?.some((id) => !slotIdSchema.safeParse(id).success)) throw new Problem('slot-unknown');
  const siteId = 'siteId' in what ? what.siteId : null;
  const windowId = 'siteId' in what ? (what.windowId ?? null) : null;
  const rows: unknown = await prisma.$queryRaw`
    SELECT concerned, closed
    FROM close_slots(
      ${named?.map(BigInt) ?? []}::bigint[], ${siteId}, ${windowId}, ${actor.kind}, ${actor.id}, ${reason}
    )`;
  const [{ concerned, closed }] = closedSchema.parse(rows);
  if (concerned === null) throw new Problem('slot-unknown');
  return { concerned, closed };
}
