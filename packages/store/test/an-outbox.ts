import { claimMessages, decideBookings, type OutboxMessage } from '../src/index.ts';
import { aWindowWithSlots, requests, type TestStore } from './a-store.ts';

export const CARRIER = 'first';

export interface TestBooking {
  readonly id: string;
  readonly number: string;
  readonly personKey: string;
}

/** Bookings of `count` people in one slot, in order of their numbers, each with its confirmation in the outbox. */
export async function book(at: TestStore, count: number, personKey?: string): Promise<TestBooking[]> {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [count] });
  const asked = requests(count, { windowId, choices: slots, ...(personKey && { personKey }) });
  const outcomes = await decideBookings(at.store, asked);
  return asked.flatMap(({ requestId, personKey: person }) => {
    const outcome = outcomes.get(requestId);
    return outcome?.state === 'confirmed' ? [{ ...outcome.booking, personKey: person }] : [];
  });
}

/** Claims for the first carrier, by day. */
export async function claim(at: TestStore, limit = 100, quietUntil: Date | null = null): Promise<OutboxMessage[]> {
  const { messages } = await claimMessages(at.store, { limit, carrier: CARRIER, quietUntil });
  return [...messages];
}

/** Raises the booking's version and queues a message of that version, as every change of a booking does. */
export async function change(at: TestStore, { id }: TestBooking, kind: string): Promise<void> {
  await at.sql(
    `WITH changed AS (
       UPDATE booking SET version = version + 1,
         state = CASE $2 WHEN 'cancellation' THEN 'cancelled' WHEN 'displacement' THEN 'displaced' ELSE 'confirmed' END::booking_state
       WHERE id = $1 RETURNING *
     )
     INSERT INTO message (booking_id, kind, version, sealed_contact, language)
     SELECT id, $2::message_kind, version, sealed_contact, language FROM changed`,
    [id, kind],
  );
}

/** Keeps a seat in another slot for a displaced booking, and queues the message about it. Returns the offer's id. */
export async function offer(at: TestStore, booking: TestBooking): Promise<string> {
  const { slots } = await aWindowWithSlots(at.store);
  const [row] = await at.sql<{ id: string }>(
    `WITH kept AS (
       INSERT INTO offer (booking_id, slot_id, expires_at) VALUES ($1, $2, now() + interval '1 day') RETURNING id
     ), changed AS (UPDATE booking SET version = version + 1 WHERE id = $1 RETURNING *)
     INSERT INTO message (booking_id, kind, version, sealed_contact, language, offer_id)
     SELECT changed.id, 'offer', version, sealed_contact, language, kept.id FROM changed, kept RETURNING offer_id AS id`,
    [booking.id, slots[0]],
  );
  return row?.id ?? '';
}

/** Everything queued is due now, claims have lapsed. */
export async function makeDue(at: TestStore): Promise<void> {
  await at.sql(`UPDATE message SET next_attempt_at = now() - interval '1 second' WHERE state = 'queued'`);
}

export async function states(at: TestStore): Promise<string[]> {
  const rows = await at.sql<{ state: string }>('SELECT state FROM message ORDER BY id');
  return rows.map(({ state }) => state);
}
