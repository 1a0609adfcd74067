-- Who comes first for a seat in these slots, were it given back now: displaced bookings that wait for an offer, lowest
-- number first, a few for each slot. Nearly nothing while nobody is displaced.
--
-- After a clinic has closed thousands are displaced, nearly all of them with an open offer, and every cancellation and
-- every answer asks this: those are left out by the index of open offers, before anything else is asked about them.
CREATE OR REPLACE FUNCTION displaced_in_line(slot_ids bigint[]) RETURNS uuid[] LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    SELECT coalesce(array_agg(DISTINCT waiting.id), '{}')
    FROM slot given
    JOIN booking_window own ON own.id = given.window_id
    JOIN site there ON there.id = given.site_id
    CROSS JOIN LATERAL (
        SELECT booking.id
        FROM (
            SELECT displaced.*
            FROM booking_window door
            JOIN booking displaced ON displaced.window_id = door.id AND displaced.state = 'displaced'
            WHERE door.campaign_id = own.campaign_id
                AND NOT EXISTS (SELECT FROM offer WHERE offer.booking_id = displaced.id AND offer.state = 'open')
            OFFSET 0
        ) booking
        JOIN slot old ON old.id = booking.slot_id AND old.product = given.product
        JOIN site here ON here.id = old.site_id
        LEFT JOIN booking_request request ON request.request_id = booking.request_id
        WHERE km_between(here.latitude, here.longitude, there.latitude, there.longitude) <= near_km()
            AND waits_for_offer(booking.id)
            AND NOT EXISTS (SELECT FROM offer before WHERE before.booking_id = booking.id AND before.slot_id = given.id)
        ORDER BY request.number, booking.booked_at, booking.dose
        LIMIT 3
    ) waiting
    WHERE given.id = ANY (slot_ids) AND given.closed_at IS NULL
$$;
