import { expect } from '@jest/globals';
import { type BookingView, Problem } from '@sunbeon/core';
import { type Actor, decideBookings } from '../src/index.ts';
import { aRequest, type TestStore } from './a-store.ts';

export const citizen: Actor = { kind: 'citizen', id: 'themself' };
export const agent: Actor = { kind: 'agent', id: 'agent-7' };
export const staff: Actor = { kind: 'staff', id: 'staff-key' };

/** A committed booking and whose it is. */
export interface Booked extends BookingView {
  readonly personKey: string;
  readonly secondDose: BookingView | undefined;
}

/** Books the slot for somebody with this number in line. */
export async function booked(at: TestStore, windowId: string, slotId: string, number = 1): Promise<Booked> {
  const request = aRequest({ windowId, choices: [slotId], number });
  const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
  if (outcome?.state !== 'confirmed') throw new Error(`not booked: ${outcome?.code}`);
  return { ...outcome.booking, personKey: request.personKey, secondDose: outcome.secondDose };
}

/** The code a change ends with; `none` when it is done. */
export async function problemOf(change: Promise<unknown>): Promise<string> {
  return change.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

/** The kinds of the messages about a booking, in order of the versions they speak of. */
export async function messagesOf({ sql }: TestStore, bookingId: string): Promise<string[]> {
  const rows = await sql<{ kind: string }>('SELECT kind FROM message WHERE booking_id = $1 ORDER BY version', [
    bookingId,
  ]);
  return rows.map(({ kind }) => kind);
}

/** How many seats of each slot are taken. */
export async function takenOf({ sql }: TestStore, slots: readonly string[]): Promise<number[]> {
  const rows = await sql<{ taken: number }>(
    'SELECT taken FROM unnest($1::bigint[]) WITH ORDINALITY named (id, turn) JOIN slot USING (id) ORDER BY turn',
    [slots],
  );
  return rows.map(({ taken }) => taken);
}

/**
 * What holds after every change, whatever was done and whoever failed: seats are taken by confirmed bookings and open
 * offers and nothing else, nobody has one dose twice, offers belong to people who are displaced, and every version of a
 * booking has one message.
 */
export async function expectWhole({ sql }: TestStore): Promise<void> {
  const broken = await sql(`
    SELECT 'taken' AS broken, slot.id::text AS of
    FROM slot
    WHERE taken <> (SELECT count(*) FROM booking WHERE slot_id = slot.id AND state = 'confirmed')
      + (SELECT count(*) FROM offer WHERE slot_id = slot.id AND state = 'open')
    UNION ALL
    SELECT 'twice', person_key FROM booking WHERE state <> 'cancelled'
    GROUP BY person_key, campaign_id, dose HAVING count(*) > 1
    UNION ALL
    SELECT 'offer of nobody displaced', offer.booking_id::text
    FROM offer JOIN booking ON booking.id = booking_id
    WHERE offer.state = 'open' AND booking.state <> 'displaced'
    UNION ALL
    SELECT 'window', booking.id::text FROM booking JOIN slot ON slot.id = slot_id WHERE slot.window_id <> booking.window_id
    UNION ALL
    SELECT 'messages', booking.id::text
    FROM booking
    WHERE ARRAY(SELECT version FROM message WHERE booking_id = booking.id AND resend = 0 ORDER BY version)
      <> ARRAY(SELECT generate_series(1, booking.version))
    UNION ALL
    SELECT 'second dose without a first', later.id::text
    FROM booking later JOIN booking first ON first.id = later.first_booking_id
    WHERE later.state <> 'cancelled' AND first.state = 'cancelled'`);
  expect(broken).toEqual([]);
}

/** What holds once nobody is closing slots: nobody is booked, or offered a seat, in one that is closed. */
export async function expectClosedSlotsEmpty({ sql }: TestStore): Promise<void> {
  expect(await sql('SELECT id FROM slot WHERE closed_at IS NOT NULL AND taken > 0')).toEqual([]);
}
