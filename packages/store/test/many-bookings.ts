import type { TestStore } from './a-store.ts';

const SITES = 100;
const MUNICIPALITIES = 20;
const WINDOWS = 4;
const TIMES = 25;

/**
 * `count` bookings of as many people in four windows at a hundred sites of twenty municipalities: one of a hundred
 * cancelled, one of two hundred displaced. Straight into the tables.
 */
export async function manyBookings({ sql }: TestStore, count: number): Promise<void> {
  await sql(`INSERT INTO campaign (id, title) VALUES ('many', '시험')`);
  await sql(`
    INSERT INTO booking_window (id, campaign_id, title, birth_from, birth_to, policy, opens_at, closes_at, max_active,
      max_per_second, admission_seconds, ceiling)
    SELECT 'evening-' || n, 'many', '시험', '1967-01-01', '1968-12-31', 'fifo', now() - make_interval(days => 10 - n),
      now() + interval '1 day', 10, 10, 60, 1000000
    FROM generate_series(1, ${WINDOWS}) n`);
  await sql(`
    INSERT INTO site (id, name, type, province, municipality, municipality_code, latitude, longitude)
    SELECT 'm' || n, '병원 ' || n, '종합병원', '경기도', '고을 ' || n % ${MUNICIPALITIES}, (31000 + n % ${MUNICIPALITIES})::text,
      37 + n * 0.01, 127
    FROM generate_series(1, ${SITES}) n`);
  await sql(`
    INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
    SELECT 'evening-' || evening, 'm' || site, '2027-03-01T00:00:00Z'::timestamptz + make_interval(days => hour / 5, hours => hour % 5),
      '백신', 1000
    FROM generate_series(1, ${WINDOWS}) evening, generate_series(1, ${SITES}) site, generate_series(0, ${TIMES - 1}) hour`);
  // The rows agree by themselves: looking each of them up by trigger took two thirds of the time.
  await sql(`
    SET session_replication_role = replica;
    INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, state, sealed_contact,
      language, booked_at)
    SELECT gen_random_uuid(), draw_booking_number(), 'r-' || n, 'many', slot.window_id, slot.id, 'p-' || n,
      (CASE abs(hashint4(n)) % 200 WHEN 0 THEN 'displaced' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'cancelled' ELSE 'confirmed' END)::booking_state,
      'sealed', 'ko', date_trunc('milliseconds', now()) - interval '1 hour' + n / 100 * interval '10 milliseconds'
    FROM generate_series(1, ${count}) n
    JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS turn FROM slot WHERE site_id LIKE 'm%') slot
      ON slot.turn = n::bigint * 7919 % ${WINDOWS * SITES * TIMES}
    ORDER BY n;
    INSERT INTO message (booking_id, kind, version, sealed_contact, language, state)
    SELECT id, 'confirmation', 1, 'sealed', 'ko', 'delivered' FROM booking WHERE number < '1';
    RESET session_replication_role`);
  await sql('ANALYZE');
}
