import type pg from 'pg';

/** Lays bookings straight into the tables, as groups of a hundred would have left them, each with its message. */
export async function layBookings(
  client: pg.Client,
  { windowId, slots }: { readonly windowId: string; readonly slots: readonly string[] },
  count: number,
): Promise<void> {
  // The rows agree by themselves: nobody need look each of them up.
  await client.query('SET session_replication_role = replica');
  await client.query(
    `INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, state, sealed_contact,
      phone_index, language, booked_at)
    SELECT gen_random_uuid(), draw_booking_number(), 'r-' || n, $1, $1, ($2::bigint[])[1 + n * 7919 % cardinality($2::bigint[])],
      'p-' || n, (CASE abs(hashint4(n)) % 100 WHEN 0 THEN 'displaced' WHEN 1 THEN 'cancelled' ELSE 'confirmed' END)::booking_state,
      repeat('x', 300), md5(n::text), 'ko', date_trunc('milliseconds', now()) - interval '1 hour' + n / 100 * interval '10 milliseconds'
    FROM generate_series(1, $3::int) n`,
    [windowId, slots, count],
  );
  await client.query(`
    INSERT INTO message (booking_id, kind, version, sealed_contact, language, state)
    SELECT id, 'confirmation', 1, sealed_contact, 'ko', 'delivered' FROM booking`);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM ANALYZE');
}
