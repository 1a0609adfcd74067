-- The search for equal slots looks no further than it has to, and counts seats that are about to be given back; a displaced
-- second dose keeps nobody from moving the first; closed slots in which somebody was left are found.
--
-- Measured on two cores that others used as well: 10,080 people booked at one site of 2,000 (480,000 slots) are displaced
-- and offered another slot, 100 in a transaction, in about 7 ms each; a transaction holds a few hundred slots.

-- Not on `taken`: an update of a column that an index mentions is written twice.
CREATE INDEX "slot_closed" ON "slot"("closed_at") WHERE (closed_at IS NOT NULL);

DROP FUNCTION equal_slots(bigint[], timestamptz, integer);

-- Free slots equal to each of those named: same product, a window of the same campaign, not further than people are
-- sent, not more than a month away. At the same site the nearest time first; then on the same day, give or take one, the
-- nearest site first; then the nearest time. Up to `most` for each. Slots in `given_back` are about to be free.
CREATE FUNCTION equal_slots(slot_ids bigint[], given_back bigint[], at_instant timestamptz, most integer) RETURNS TABLE (
    instead_of bigint,
    slot_id bigint,
    rank bigint
) LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
-- The three ways to be near are looked at one after the other, and only until there are enough.
SET max_parallel_workers_per_gather = 0
AS $$
    WITH wanted AS MATERIALIZED (
        SELECT slot.id, slot.site_id, slot.starts_at, slot.product, own.campaign_id,
            (midnight - interval '1 day') AT TIME ZONE 'Asia/Seoul' AS days_begin,
            (midnight + interval '2 days') AT TIME ZONE 'Asia/Seoul' AS days_end
        FROM slot
        JOIN booking_window own ON own.id = slot.window_id
        CROSS JOIN LATERAL date_trunc('day', slot.starts_at AT TIME ZONE 'Asia/Seoul') midnight
        WHERE slot.id = ANY (slot_ids)
    ), near AS MATERIALIZED (
        SELECT here.id AS from_id, there.id, there.km
        FROM site here
        CROSS JOIN LATERAL (
            SELECT site.*, km_between(here.latitude, here.longitude, site.latitude, site.longitude) AS km
            FROM site
            ORDER BY point(site.longitude * 0.8, site.latitude) <-> point(here.longitude * 0.8, here.latitude)
            LIMIT 40
        ) there
        WHERE here.id IN (SELECT site_id FROM wanted)
            AND there.id <> here.id AND there.closed_at IS NULL AND there.km <= near_km()
    )
    SELECT wanted.id, found.id, row_number() OVER (PARTITION BY wanted.id ORDER BY found.class, found.far, found.apart, found.id)
    FROM wanted
    CROSS JOIN LATERAL (
        SELECT * FROM (
            (SELECT 1 AS class, 0.0::float8 AS far, abs(extract(epoch FROM other.starts_at - wanted.starts_at)) AS apart, other.id
            FROM booking_window door
            JOIN slot other ON other.window_id = door.id AND other.site_id = wanted.site_id
                AND other.starts_at BETWEEN wanted.starts_at - interval '31 days' AND wanted.starts_at + interval '31 days'
                AND other.product = wanted.product
            WHERE door.campaign_id = wanted.campaign_id AND other.id <> wanted.id AND other.closed_at IS NULL
                AND (other.taken < other.capacity OR other.id = ANY (given_back))
                AND (other.book_until IS NULL OR other.book_until > at_instant)
            ORDER BY apart, other.id
            LIMIT most)
            UNION ALL
            -- Sites come in order of their distance, so that this ends with the last one that is needed.
            (SELECT 2, place.km, abs(extract(epoch FROM other.starts_at - wanted.starts_at)) AS apart, other.id
            FROM (SELECT near.id, near.km FROM near WHERE near.from_id = wanted.site_id ORDER BY near.km) place
            JOIN booking_window door ON door.campaign_id = wanted.campaign_id
            JOIN slot other ON other.window_id = door.id AND other.site_id = place.id
                AND other.starts_at >= wanted.days_begin AND other.starts_at < wanted.days_end
                AND other.product = wanted.product
            WHERE other.closed_at IS NULL
                AND (other.taken < other.capacity OR other.id = ANY (given_back))
                AND (other.book_until IS NULL OR other.book_until > at_instant)
            ORDER BY place.km, apart, other.id
            LIMIT most)
            UNION ALL
            (SELECT 3, 0.0, abs(extract(epoch FROM other.starts_at - wanted.starts_at)) AS apart, other.id
            FROM near
            JOIN booking_window door ON door.campaign_id = wanted.campaign_id
            JOIN slot other ON other.window_id = door.id AND other.site_id = near.id
                AND other.starts_at BETWEEN wanted.starts_at - interval '31 days' AND wanted.starts_at + interval '31 days'
                AND NOT (other.starts_at >= wanted.days_begin AND other.starts_at < wanted.days_end)
                AND other.product = wanted.product
            WHERE near.from_id = wanted.site_id AND other.closed_at IS NULL
                AND (other.taken < other.capacity OR other.id = ANY (given_back))
                AND (other.book_until IS NULL OR other.book_until > at_instant)
            ORDER BY apart, near.km, other.id
            LIMIT most)
        ) ways
        LIMIT most
    ) found
$$;

-- Does for each booking named what is due, in order of their numbers in line:
--   confirmed in a closed slot               becomes displaced, the seat is given back;
--   displaced, its offer has run out, points at a closed slot, or is the one `declined`
--                                            the offer ends, its seat is given back;
--   displaced and waiting for an offer       is offered the nearest equal free slot it was not offered before; the seat is
--                                            held. With `only_slots`, which the caller holds, nothing but those.
-- Every booking this changes rises by one version and gets one message: `offer`, or `displacement` where nothing is free.
CREATE OR REPLACE FUNCTION serve_displaced(
    chosen uuid[], declined uuid, only_slots bigint[],
    OUT displaced integer, OUT offered integer
) LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    -- An offer lasts this long, but ends this long before the slot begins; one that could not last the shortest is not made.
    offer_lasts CONSTANT interval := '72 hours';
    ends_ahead CONSTANT interval := '12 hours';
    lasts_at_least CONSTANT interval := '1 hour';
    looked_at CONSTANT integer := 40;
    wanted bigint[];
    given_back bigint[];
    candidate_for bigint[];
    candidates bigint[];
    now_instant timestamptz(3);
    told uuid[];
    lost uuid[];
    served record;
    seat_id bigint;
    seat_until timestamptz;
    new_version integer;
    new_offer bigint;
BEGIN
    offered := 0;
    displaced := 0;
    PERFORM hold_persons(ARRAY(SELECT person_key FROM booking WHERE id = ANY (chosen)));
    wanted := ARRAY(SELECT DISTINCT slot_id FROM booking WHERE id = ANY (chosen) AND state <> 'cancelled');
    given_back := ARRAY(SELECT slot_id FROM offer WHERE booking_id = ANY (chosen) AND state = 'open');
    IF only_slots IS NULL THEN
        SELECT array_agg(found.instead_of ORDER BY found.rank), array_agg(found.slot_id ORDER BY found.rank)
        INTO candidate_for, candidates
        FROM equal_slots(wanted, given_back, clock_timestamp() + ends_ahead + lasts_at_least, looked_at) found;
        PERFORM hold_slots(
            candidates || given_back || ARRAY(SELECT slot_id FROM booking WHERE id = ANY (chosen) AND state = 'confirmed')
        );
    ELSE
        SELECT array_agg(old.id ORDER BY apart, given.id), array_agg(given.id ORDER BY apart, given.id)
        INTO candidate_for, candidates
        FROM slot old
        JOIN site here ON here.id = old.site_id
        JOIN slot given ON given.id = ANY (only_slots)
        JOIN site there ON there.id = given.site_id
            AND km_between(here.latitude, here.longitude, there.latitude, there.longitude) <= near_km()
        CROSS JOIN LATERAL abs(extract(epoch FROM given.starts_at - old.starts_at)) apart
        WHERE old.id = ANY (wanted);
    END IF;
    now_instant := date_trunc('milliseconds', clock_timestamp());

    WITH ended AS (
        UPDATE offer
        SET state = (CASE WHEN offer.booking_id = declined THEN 'declined' ELSE 'lapsed' END)::offer_state, settled_at = now_instant
        FROM slot
        WHERE offer.booking_id = ANY (chosen) AND offer.state = 'open' AND slot.id = offer.slot_id
            AND (offer.booking_id = declined OR slot.closed_at IS NOT NULL OR offer.expires_at <= now_instant)
        RETURNING offer.booking_id, offer.slot_id
    ), given_back AS (
        UPDATE slot SET taken = slot.taken - back.seats
        FROM (SELECT slot_id, count(*) AS seats FROM ended GROUP BY slot_id) back
        WHERE slot.id = back.slot_id
    )
    SELECT coalesce(array_agg(booking_id), '{}') INTO told FROM ended;

    WITH moved_out AS (
        UPDATE booking SET state = 'displaced'
        FROM slot
        WHERE booking.id = ANY (chosen) AND booking.state = 'confirmed' AND slot.id = booking.slot_id AND slot.closed_at IS NOT NULL
        RETURNING booking.id, booking.slot_id
    ), given_back AS (
        UPDATE slot SET taken = slot.taken - back.seats
        FROM (SELECT slot_id, count(*) AS seats FROM moved_out GROUP BY slot_id) back
        WHERE slot.id = back.slot_id
    )
    SELECT coalesce(array_agg(id), '{}') INTO lost FROM moved_out;
    displaced := cardinality(lost);
    told := told || lost;

    FOR served IN
        SELECT
            booking.*, old.product, own.campaign_id AS of_campaign, campaign.second_dose_after_days,
            booking.id = ANY (told) AS is_told
        FROM booking
        JOIN slot old ON old.id = booking.slot_id
        JOIN booking_window own ON own.id = booking.window_id
        JOIN campaign ON campaign.id = own.campaign_id
        LEFT JOIN booking_request request ON request.request_id = booking.request_id
        WHERE booking.id = ANY (chosen) AND booking.state = 'displaced'
        ORDER BY request.number, booking.booked_at, booking.dose
    LOOP
        seat_id := NULL;
        IF waits_for_offer(served.id) THEN
            SELECT slot.id, least(now_instant + offer_lasts, slot.book_until - ends_ahead)
            INTO seat_id, seat_until
            FROM unnest(candidate_for, candidates) WITH ORDINALITY candidate (instead_of, slot_id, rank)
            JOIN slot ON slot.id = candidate.slot_id
            JOIN booking_window door ON door.id = slot.window_id
            -- The other dose, where there is one: as it is now, or as it is offered.
            LEFT JOIN LATERAL (
                SELECT (at_slot.starts_at AT TIME ZONE 'Asia/Seoul')::date AS day
                FROM booking other
                LEFT JOIN offer open_offer ON open_offer.booking_id = other.id AND open_offer.state = 'open'
                JOIN slot at_slot ON at_slot.id = coalesce(open_offer.slot_id, other.slot_id)
                WHERE other.state <> 'cancelled'
                    AND (other.id = served.first_booking_id OR (other.first_booking_id = served.id AND other.state = 'confirmed'))
                LIMIT 1
            ) other_dose ON true
            CROSS JOIN LATERAL (SELECT (slot.starts_at AT TIME ZONE 'Asia/Seoul')::date AS day) here
            WHERE candidate.instead_of = served.slot_id
                AND slot.closed_at IS NULL AND slot.taken < slot.capacity
                AND slot.product = served.product AND door.campaign_id = served.of_campaign
                AND (slot.book_until IS NULL OR slot.book_until > now_instant + ends_ahead + lasts_at_least)
                AND (served.dose = 1 OR other_dose.day IS NULL OR here.day >= other_dose.day + served.second_dose_after_days)
                AND NOT EXISTS (SELECT FROM offer before WHERE before.booking_id = served.id AND before.slot_id = slot.id)
            ORDER BY
                -- A first dose is put where the second can stay, if at all possible.
                (served.dose = 1 AND other_dose.day < here.day + served.second_dose_after_days) IS TRUE,
                candidate.rank
            LIMIT 1;
        END IF;
        CONTINUE WHEN seat_id IS NULL AND NOT served.is_told;

        UPDATE booking SET version = booking.version + 1 WHERE booking.id = served.id RETURNING booking.version INTO new_version;
        new_offer := NULL;
        IF seat_id IS NOT NULL THEN
            UPDATE slot SET taken = slot.taken + 1 WHERE slot.id = seat_id;
            INSERT INTO offer (booking_id, slot_id, offered_at, expires_at)
            VALUES (served.id, seat_id, now_instant, seat_until)
            RETURNING offer.id INTO new_offer;
            offered := offered + 1;
        END IF;
        INSERT INTO message (booking_id, kind, version, offer_id, sealed_contact, language, next_attempt_at, created_at)
        VALUES (
            served.id, (CASE WHEN new_offer IS NULL THEN 'displacement' ELSE 'offer' END)::message_kind, new_version, new_offer,
            served.sealed_contact, served.language, now_instant, now_instant
        );
    END LOOP;
END $$;

-- Moves a booking to another slot: takes the new seat, then leaves the old one. A first dose takes its second along, both
-- or none. Somebody displaced may go to any free slot of the campaign, everybody else to those of their window. Returns
-- the code of the problem that kept it from being done; NULL when it is done, or was before.
CREATE OR REPLACE FUNCTION move_booking(of_booking uuid, of_person text, to_slot bigint, actor_kind text, actor_id text, reason text)
RETURNS text LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    own_key text;
    in_line uuid[];
    held booking;
    old slot;
    goal slot;
    other_dose booking;
    second_slots bigint[] := '{}';
    second_slot bigint;
    second_stays boolean := false;
    after_days integer;
    first_day date;
    goal_day date;
    seat_is_kept boolean;
    now_instant timestamptz(3);
    left_slots bigint[] := '{}';
    new_version integer;
BEGIN
    SELECT person_key INTO own_key FROM booking WHERE id = of_booking AND person_key = coalesce(of_person, person_key);
    IF own_key IS NULL THEN
        RETURN 'booking-unknown';
    END IF;
    in_line := displaced_in_line(slots_of(of_booking));
    PERFORM hold_persons(own_key || ARRAY(SELECT person_key FROM booking WHERE id = ANY (in_line)));

    SELECT * INTO held FROM booking WHERE id = of_booking;
    IF held.state = 'cancelled' THEN
        RETURN 'booking-cancelled';
    ELSIF held.state = 'confirmed' AND held.slot_id = to_slot THEN
        RETURN NULL;
    END IF;
    SELECT second_dose_after_days INTO after_days FROM campaign WHERE id = held.campaign_id;
    SELECT * INTO other_dose FROM booking WHERE first_booking_id = of_booking AND state <> 'cancelled';
    IF other_dose.id IS NOT NULL THEN
        second_slots := second_dose_choices(
            to_slot, after_days, CASE WHEN other_dose.state = 'confirmed' THEN other_dose.slot_id END, clock_timestamp());
    END IF;
    PERFORM hold_slots(to_slot || second_slots || slots_of(of_booking));
    now_instant := date_trunc('milliseconds', clock_timestamp());

    SELECT * INTO old FROM slot WHERE id = held.slot_id;
    IF held.state = 'confirmed' AND old.book_until <= now_instant THEN
        RETURN 'booking-past';
    END IF;
    SELECT slot.* INTO goal
    FROM slot
    JOIN booking_window door ON door.id = slot.window_id
    JOIN site ON site.id = slot.site_id
    WHERE slot.id = to_slot AND slot.closed_at IS NULL AND site.closed_at IS NULL
        AND (slot.book_until IS NULL OR slot.book_until > now_instant)
        AND (slot.window_id = held.window_id OR (held.state = 'displaced' AND door.campaign_id = held.campaign_id))
        AND (held.dose = 1 OR slot.product = old.product);
    IF goal.id IS NULL THEN
        RETURN 'slot-unknown';
    END IF;
    goal_day := (goal.starts_at AT TIME ZONE 'Asia/Seoul')::date;
    IF held.dose = 2 THEN
        SELECT (starts_at AT TIME ZONE 'Asia/Seoul')::date INTO first_day
        FROM booking JOIN slot ON slot.id = slot_id
        WHERE booking.id = held.first_booking_id;
        IF goal_day < first_day + after_days THEN
            RETURN 'second-dose-too-early';
        END IF;
    END IF;
    seat_is_kept := EXISTS (SELECT FROM offer WHERE booking_id = of_booking AND state = 'open' AND slot_id = to_slot);
    IF goal.taken >= goal.capacity AND NOT seat_is_kept THEN
        RETURN 'slot-full';
    END IF;
    IF other_dose.id IS NOT NULL THEN
        -- Somebody displaced keeps the second dose they have, or are offered, if it is not too early now.
        second_stays := EXISTS (
            SELECT
            FROM slot
            WHERE id = CASE
                    WHEN other_dose.state = 'displaced'
                        THEN (SELECT slot_id FROM offer WHERE booking_id = other_dose.id AND state = 'open')
                    WHEN held.state = 'displaced' THEN other_dose.slot_id
                END
                AND closed_at IS NULL AND (starts_at AT TIME ZONE 'Asia/Seoul')::date >= goal_day + after_days
        );
        IF NOT second_stays THEN
            SELECT slot.id INTO second_slot
            FROM unnest(second_slots) WITH ORDINALITY choice (slot_id, rank)
            JOIN slot ON slot.id = choice.slot_id
            WHERE slot.closed_at IS NULL AND (slot.book_until IS NULL OR slot.book_until > now_instant)
                AND (slot.taken < slot.capacity OR (other_dose.state = 'confirmed' AND slot.id = other_dose.slot_id))
            ORDER BY choice.rank
            LIMIT 1;
        END IF;
        -- One that is displaced waits for an offer of its own; it keeps nobody from moving the first.
        IF second_slot IS NULL AND other_dose.state = 'confirmed' AND NOT second_stays THEN
            RETURN 'no-second-dose';
        END IF;
    END IF;

    left_slots := seat_taken_by(held, goal.id, now_instant);
    IF second_slot IS NOT NULL AND (other_dose.state = 'displaced' OR other_dose.slot_id <> second_slot) THEN
        left_slots := left_slots || seat_taken_by(other_dose, second_slot, now_instant);
    END IF;
    PERFORM pass_on(in_line, ARRAY[held.id, other_dose.id], left_slots);
    PERFORM note_change(actor_kind, actor_id, 'booking.move', of_booking::text, jsonb_build_object(
        'reason', reason, 'number', held.number, 'from', held.slot_id::text, 'to', to_slot::text));
    RETURN NULL;
END $$;
