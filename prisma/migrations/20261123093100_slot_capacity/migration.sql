-- How many a slot has room for, changed by staff: never fewer than have a seat in it. Fewer than that only by displacing the
-- last of them, who keep a right of priority as if the slot had been closed for them.

-- The last `most` who hold a seat in a slot, the last first: seats on offer that nobody has taken yet before seats that were
-- booked, and the highest number in line first.
CREATE FUNCTION last_in_slot(of_slot bigint, most integer) RETURNS uuid[] LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    SELECT coalesce(array_agg(id ORDER BY turn), '{}')
    FROM (
        SELECT holder.id, row_number() OVER (
            ORDER BY holder.is_booked, request.number DESC NULLS FIRST, booking.booked_at DESC, booking.dose DESC, booking.id DESC
        ) AS turn
        FROM (
            SELECT id, true AS is_booked FROM booking WHERE slot_id = of_slot AND state = 'confirmed'
            UNION ALL
            SELECT booking_id, false FROM offer WHERE slot_id = of_slot AND state = 'open'
        ) holder
        JOIN booking ON booking.id = holder.id
        LEFT JOIN booking_request request ON request.request_id = booking.request_id
    ) in_order
    WHERE turn <= most
$$;

DROP FUNCTION displaced_in_line(bigint[]);

-- Who comes first for a seat in these slots, were it given back now: displaced bookings that wait for an offer, lowest
-- number first, up to `most` for each slot: a few where one seat is given back. Nearly nothing while nobody is displaced.
--
-- After a clinic has closed thousands are displaced, nearly all of them with an open offer, and every cancellation and
-- every answer asks this: those are left out by the index of open offers, before anything else is asked about them.
CREATE FUNCTION displaced_in_line(slot_ids bigint[], most integer DEFAULT 3) RETURNS uuid[] LANGUAGE sql STABLE
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
        LIMIT most
    ) waiting
    WHERE given.id = ANY (slot_ids) AND given.closed_at IS NULL
$$;

DROP FUNCTION serve_displaced(uuid[], uuid, bigint[]);

-- Does for each booking named what is due, in order of their numbers in line:
--   confirmed in a closed slot, or in the one `of_reduced`
--                                            becomes displaced, the seat is given back;
--   displaced, its offer has run out, points at such a slot, or is the one `declined`
--                                            the offer ends, its seat is given back;
--   displaced and waiting for an offer       is offered the nearest equal free slot it was not offered before; the seat is
--                                            held. With `only_slots`, which the caller holds, nothing but those.
-- With `of_reduced` that slot has room for `to_capacity` afterwards; the bookings named have to be the last of it, once
-- everything is held, and otherwise nothing is done ('40001': somebody came or went meanwhile).
-- Every booking this changes rises by one version and gets one message: `offer`, or `displacement` where nothing is free.
CREATE FUNCTION serve_displaced(
    chosen uuid[], declined uuid, only_slots bigint[],
    of_reduced bigint DEFAULT NULL, to_capacity integer DEFAULT NULL,
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
            || array_remove(ARRAY[of_reduced], NULL)
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
    IF of_reduced IS NOT NULL AND NOT EXISTS (
        SELECT
        FROM slot
        WHERE id = of_reduced AND closed_at IS NULL AND (book_until IS NULL OR book_until > now_instant)
            AND taken > to_capacity AND last_in_slot(of_reduced, taken - to_capacity) = chosen
    ) THEN
        RAISE EXCEPTION 'the slot has changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;

    WITH ended AS (
        UPDATE offer
        SET state = (CASE WHEN offer.booking_id = declined THEN 'declined' ELSE 'lapsed' END)::offer_state, settled_at = now_instant
        FROM slot
        WHERE offer.booking_id = ANY (chosen) AND offer.state = 'open' AND slot.id = offer.slot_id
            AND (
                offer.booking_id = declined OR slot.closed_at IS NOT NULL OR slot.id = of_reduced OR offer.expires_at <= now_instant)
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
        WHERE booking.id = ANY (chosen) AND booking.state = 'confirmed' AND slot.id = booking.slot_id
            AND (slot.closed_at IS NOT NULL OR slot.id = of_reduced)
        RETURNING booking.id, booking.slot_id
    ), given_back AS (
        UPDATE slot SET taken = slot.taken - back.seats
        FROM (SELECT slot_id, count(*) AS seats FROM moved_out GROUP BY slot_id) back
        WHERE slot.id = back.slot_id
    )
    SELECT coalesce(array_agg(id), '{}') INTO lost FROM moved_out;
    displaced := cardinality(lost);
    told := told || lost;
    UPDATE slot SET capacity = to_capacity WHERE id = of_reduced;

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

-- Gives a slot room for so many, or says why not: `slot-unknown`, `slot-closed` (or its time has come), `capacity-below-booked`.
-- Seats that are added go to whoever is displaced and waits for one, before anybody else can have them. Answers with the
-- slot as it is afterwards.
CREATE FUNCTION set_slot_capacity(
    of_slot bigint, to_capacity integer, actor_kind text, actor_id text, reason text,
    OUT problem text, OUT capacity integer, OUT taken integer
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    -- As many people as are held and offered a seat at once; the worker makes the other offers.
    most CONSTANT integer := 100;
    in_line uuid[];
    held slot;
BEGIN
    SELECT * INTO held FROM slot WHERE id = of_slot;
    IF to_capacity > held.capacity THEN
        in_line := displaced_in_line(ARRAY[of_slot], least(most, to_capacity - held.taken));
    END IF;
    PERFORM hold_persons(ARRAY(SELECT person_key FROM booking WHERE id = ANY (in_line)));
    PERFORM hold_slots(ARRAY[of_slot]);
    SELECT * INTO held FROM slot WHERE id = of_slot;
    problem := CASE
        WHEN held.id IS NULL THEN 'slot-unknown'
        WHEN held.closed_at IS NOT NULL OR held.book_until <= clock_timestamp() THEN 'slot-closed'
        WHEN to_capacity < held.taken THEN 'capacity-below-booked'
    END;
    IF problem IS NULL AND to_capacity <> held.capacity THEN
        UPDATE slot SET capacity = to_capacity WHERE id = of_slot;
        PERFORM pass_on(coalesce(in_line, '{}'), '{}', ARRAY[of_slot]);
        PERFORM note_change(actor_kind, actor_id, 'slot.capacity', of_slot::text, jsonb_build_object(
            'reason', reason, 'site', held.site_id, 'window', held.window_id,
            'before', jsonb_build_object('capacity', held.capacity), 'after', jsonb_build_object('capacity', to_capacity)));
    END IF;
    SELECT slot.capacity, slot.taken INTO capacity, taken FROM slot WHERE id = of_slot;
END $$;

-- The same for fewer than have a seat there: the last of them are displaced and offered another slot, all in this one
-- transaction. `affected` are their bookings, the last first. More than `most` of them: `capacity-below-booked`.
-- Raises '40001' when somebody came or went meanwhile: to be asked again.
CREATE FUNCTION reduce_slot(
    of_slot bigint, to_capacity integer, most integer, actor_kind text, actor_id text, reason text,
    OUT problem text, OUT capacity integer, OUT taken integer, OUT affected uuid[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    seen slot;
    served record;
BEGIN
    affected := '{}';
    SELECT * INTO seen FROM slot WHERE id = of_slot;
    IF seen.id IS NULL OR seen.closed_at IS NOT NULL OR seen.book_until <= clock_timestamp()
        OR seen.taken <= to_capacity OR seen.taken - to_capacity > most
    THEN
        SELECT changed.* INTO problem, capacity, taken
        FROM set_slot_capacity(of_slot, to_capacity, actor_kind, actor_id, reason) changed;
        RETURN;
    END IF;
    affected := last_in_slot(of_slot, seen.taken - to_capacity);
    SELECT * INTO served FROM serve_displaced(affected, NULL, NULL, of_slot, to_capacity);
    PERFORM note_change(actor_kind, actor_id, 'slot.reduce', of_slot::text, jsonb_build_object(
        'reason', reason, 'site', seen.site_id, 'window', seen.window_id,
        'before', jsonb_build_object('capacity', seen.capacity, 'taken', seen.taken),
        'after', jsonb_build_object('capacity', to_capacity, 'taken', to_capacity),
        'displaced', served.displaced, 'offered', served.offered, 'bookings', to_jsonb(affected)));
    SELECT slot.capacity, slot.taken INTO capacity, taken FROM slot WHERE id = of_slot;
END $$;
