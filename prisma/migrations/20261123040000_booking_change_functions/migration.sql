-- The only ways a booking changes after it was made: cancelled, moved, displaced, offered another slot.
--
-- Strategy. One function is one transaction: the seat that is given back, the seat that is taken, the new version of the
-- booking and the message about it are written together or not at all. Every change of a person's bookings holds that
-- person (2 below), so what a function reads about them once it holds them cannot change until it is done; and every
-- change of `slot.taken` or `slot.closed_at` holds the slot. The instant of a change is read when everything is held.
--
-- Lock order, the same as in `book_group`, hence no deadlock between changes and groups:
--   1. windows          not taken: a change asks nothing of a window that moving or closing it could alter. People cancel
--                       and move while their window is paused or closed;
--   2. persons          exclusive advisory locks of class 2, in order of their keys. Somebody who may be offered the seat
--                       that is given back is held as well, and so looked up beforehand;
--   3. slots            by id, FOR NO KEY UPDATE, all that are concerned: those left, those that may be taken;
--   4. booking rows     written last. Whoever changes one holds its person; a message sent again and the erasure after a
--                       campaign lock them too, and hold nothing else.
-- `settle_offer` may hold a second set of persons: should that close a circle, Postgres ends one and it is made again.
--
-- Which slots may be taken is looked up before they are held: it costs more than everything else, and nobody should wait
-- for it. What was free then and is gone once it is held is passed over.
--
-- Measured on two cores that others used as well: 10,080 people booked at one site of 2,000 (480,000 slots) are displaced
-- and offered another slot, 100 in a transaction, in about 7 ms each; a transaction holds a few hundred slots.
--
-- How a slot counts: `taken` = confirmed bookings in it + open offers of it, at the end of every transaction.

-- Closed slots are few. Not on `taken`: an update of a column that an index mentions is written twice.
CREATE INDEX "slot_closed" ON "slot"("closed_at") WHERE (closed_at IS NOT NULL);

CREATE FUNCTION hold_persons(keys text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- A change that was answered is on disk, whatever the server's default.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    PERFORM pg_advisory_xact_lock(2, key)
    FROM (SELECT DISTINCT hashtext(person) AS key FROM unnest(keys) person ORDER BY key) persons;
END $$;

CREATE FUNCTION hold_slots(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM slot WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
END $$;

-- What staff, agents and the system do is on record; what people do with their own bookings is in their messages.
CREATE FUNCTION note_change(actor_kind text, actor_id text, action text, subject text, details jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO audit_entry (actor, action, subject, details)
    SELECT actor_id, action, subject, jsonb_strip_nulls(details || jsonb_build_object('by', actor_kind))
    WHERE actor_kind <> 'citizen'
$$;

-- Kilometres between two places, good to a percent at the size of a country.
CREATE FUNCTION km_between(a_latitude float8, a_longitude float8, b_latitude float8, b_longitude float8) RETURNS float8
LANGUAGE sql IMMUTABLE AS $$
    SELECT sqrt(
        power((a_latitude - b_latitude) * 110.57, 2)
        + power((a_longitude - b_longitude) * 111.32 * cos(radians(a_latitude)), 2))
$$;

-- How far anybody is sent.
CREATE FUNCTION near_km() RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT 50.0::float8 $$;

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

-- `second_dose_slots` for somebody who has a second dose already: the seat they have counts as free. Named ahead of time,
-- because some may be gone once they are held.
CREATE FUNCTION second_dose_choices(first_slot bigint, after_days integer, own_slot bigint, at_instant timestamptz)
RETURNS bigint[] LANGUAGE sql STABLE
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
    SELECT coalesce(array_agg(best.id ORDER BY best.week, best.apart, best.id), '{}')
    FROM (
        SELECT other.id, week, abs(extract(epoch FROM other.starts_at - due.same_time)) AS apart
        FROM slot first_dose
        JOIN site ON site.id = first_dose.site_id AND site.closed_at IS NULL
        CROSS JOIN generate_series(0, 2) week
        CROSS JOIN LATERAL (
            SELECT
                (date_trunc('day', first_dose.starts_at AT TIME ZONE 'Asia/Seoul') + gap) AT TIME ZONE 'Asia/Seoul' AS day_begins,
                (first_dose.starts_at AT TIME ZONE 'Asia/Seoul' + gap) AT TIME ZONE 'Asia/Seoul' AS same_time
            FROM make_interval(days => after_days + 7 * week) gap
        ) due
        JOIN slot other ON other.window_id = first_dose.window_id AND other.site_id = first_dose.site_id
            AND other.product = first_dose.product
            AND other.starts_at >= due.day_begins AND other.starts_at < due.day_begins + interval '1 day'
        WHERE first_dose.id = first_slot AND other.closed_at IS NULL
            AND (other.taken < other.capacity OR other.id = own_slot)
            AND (other.book_until IS NULL OR other.book_until > at_instant)
        ORDER BY week, apart, other.id
        LIMIT 6
    ) best
$$;

-- Whether the system looks for a seat for a displaced booking: nothing is on offer to it, it was not offered three times
-- in vain (the right of priority stays, but people are not pestered), and it did not decline just now (a request to
-- decline that comes twice declines once).
CREATE FUNCTION waits_for_offer(of_booking uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT
        count(*) FILTER (WHERE state = 'open') = 0
        AND count(*) FILTER (WHERE state = 'declined' OR settled_at >= expires_at) < 3
        AND count(*) FILTER (WHERE state = 'declined' AND settled_at > clock_timestamp() - interval '10 minutes') = 0
    FROM offer
    WHERE booking_id = of_booking
$$;

-- Who comes first for a seat in these slots, were it given back now: displaced bookings that wait for an offer, lowest
-- number first, a few for each slot. Nearly nothing while nobody is displaced.
--
-- After a clinic has closed thousands are displaced, nearly all of them with an open offer, and every cancellation and
-- every answer asks this: those are left out by the index of open offers, before anything else is asked about them.
CREATE FUNCTION displaced_in_line(slot_ids bigint[]) RETURNS uuid[] LANGUAGE sql STABLE
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

-- Does for each booking named what is due, in order of their numbers in line:
--   confirmed in a closed slot               becomes displaced, the seat is given back;
--   displaced, its offer has run out, points at a closed slot, or is the one `declined`
--                                            the offer ends, its seat is given back;
--   displaced and waiting for an offer       is offered the nearest equal free slot it was not offered before; the seat is
--                                            held. With `only_slots`, which the caller holds, nothing but those.
-- Every booking this changes rises by one version and gets one message: `offer`, or `displacement` where nothing is free.
CREATE FUNCTION serve_displaced(
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

-- Ends the open offers of these bookings in the way named and gives their seats back; returns the slots. The caller holds
-- the persons and the slots.
CREATE FUNCTION end_offers(of_bookings uuid[], ending offer_state, now_instant timestamptz) RETURNS bigint[]
LANGUAGE sql AS $$
    WITH ended AS (
        UPDATE offer SET state = ending, settled_at = now_instant
        WHERE booking_id = ANY (of_bookings) AND state = 'open'
        RETURNING slot_id
    ), given_back AS (
        UPDATE slot SET taken = slot.taken - back.seats
        FROM (SELECT slot_id, count(*) AS seats FROM ended GROUP BY slot_id) back
        WHERE slot.id = back.slot_id
    )
    SELECT coalesce(array_agg(slot_id), '{}') FROM ended
$$;

-- Cancels a booking, and the second dose with the first. Seats go to whoever is displaced and waits for one, or back to
-- everybody. Returns the code of the problem that kept it from being done; NULL when it is done, or was before.
CREATE FUNCTION cancel_booking(of_booking uuid, of_person text, actor_kind text, actor_id text, reason text) RETURNS text
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    own_key text;
    in_line uuid[];
    held booking;
    held_until timestamptz;
    now_instant timestamptz(3);
    ids uuid[];
    given_back bigint[];
BEGIN
    SELECT person_key INTO own_key FROM booking WHERE id = of_booking AND person_key = coalesce(of_person, person_key);
    IF own_key IS NULL THEN
        RETURN 'booking-unknown';
    END IF;
    in_line := displaced_in_line(slots_of(of_booking));
    PERFORM hold_persons(own_key || ARRAY(SELECT person_key FROM booking WHERE id = ANY (in_line)));
    SELECT * INTO held FROM booking WHERE id = of_booking;
    IF held.state = 'cancelled' THEN
        RETURN NULL;
    END IF;
    PERFORM hold_slots(slots_of(of_booking));
    now_instant := date_trunc('milliseconds', clock_timestamp());

    SELECT book_until INTO held_until FROM slot WHERE id = held.slot_id;
    IF held.state = 'confirmed' AND held_until <= now_instant THEN
        RETURN 'booking-past';
    END IF;

    ids := ARRAY(SELECT id FROM booking WHERE (id = of_booking OR first_booking_id = of_booking) AND state <> 'cancelled');
    given_back := end_offers(ids, 'declined', now_instant)
        || ARRAY(SELECT slot_id FROM booking WHERE id = ANY (ids) AND state = 'confirmed');
    UPDATE slot SET taken = slot.taken - back.seats
    FROM (SELECT slot_id, count(*) AS seats FROM booking WHERE id = ANY (ids) AND state = 'confirmed' GROUP BY slot_id) back
    WHERE slot.id = back.slot_id;
    WITH cancelled AS (
        UPDATE booking SET state = 'cancelled', version = booking.version + 1 WHERE id = ANY (ids) RETURNING *
    )
    INSERT INTO message (booking_id, kind, version, sealed_contact, language, next_attempt_at, created_at)
    SELECT id, 'cancellation', version, sealed_contact, language, now_instant, now_instant FROM cancelled ORDER BY dose;

    PERFORM pass_on(in_line, ids, given_back);
    PERFORM note_change(actor_kind, actor_id, 'booking.cancel', of_booking::text, jsonb_build_object(
        'reason', reason, 'number', held.number, 'slot', held.slot_id::text));
    RETURN NULL;
END $$;

-- Every slot a booking and the second dose that goes with it hold a seat in, or had one in when they were displaced.
CREATE FUNCTION slots_of(of_booking uuid) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT slot_id FROM booking WHERE (id = of_booking OR first_booking_id = of_booking) AND state <> 'cancelled'
        UNION
        SELECT offer.slot_id
        FROM booking JOIN offer ON offer.booking_id = booking.id AND offer.state = 'open'
        WHERE booking.id = of_booking OR booking.first_booking_id = of_booking
    )
$$;

-- Offers seats that were just given back to whoever is first in line for them. The caller holds those people and the
-- slots, and has taken the people into account before: who has changed since is left out. Nulls in
-- `but_not`, such as a second dose that is not there, mean nobody.
CREATE FUNCTION pass_on(in_line uuid[], but_not uuid[], given_back bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    waiting uuid[];
BEGIN
    IF cardinality(in_line) = 0 THEN
        RETURN;
    END IF;
    waiting := ARRAY(
        SELECT id FROM booking
        WHERE id = ANY (in_line) AND id <> ALL (array_remove(but_not, NULL)) AND state = 'displaced' AND waits_for_offer(id)
    );
    IF cardinality(waiting) > 0 THEN
        PERFORM serve_displaced(waiting, NULL, given_back);
    END IF;
END $$;

-- Moves a booking to another slot: takes the new seat, then leaves the old one. A first dose takes its second along, both
-- or none. Somebody displaced may go to any free slot of the campaign, everybody else to those of their window. Returns
-- the code of the problem that kept it from being done; NULL when it is done, or was before.
CREATE FUNCTION move_booking(of_booking uuid, of_person text, to_slot bigint, actor_kind text, actor_id text, reason text)
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
        -- Somebody displaced keeps the second dose they have, or are offered, if it is not too early now and of the same
        -- vaccine.
        second_stays := EXISTS (
            SELECT
            FROM slot
            WHERE id = CASE
                    WHEN other_dose.state = 'displaced'
                        THEN (SELECT slot_id FROM offer WHERE booking_id = other_dose.id AND state = 'open')
                    WHEN held.state = 'displaced' THEN other_dose.slot_id
                END
                AND closed_at IS NULL AND product = goal.product
                AND (starts_at AT TIME ZONE 'Asia/Seoul')::date >= goal_day + after_days
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
        -- One that is displaced waits for an offer of its own, of the vaccine it was booked for; it keeps nobody from moving
        -- the first to another time.
        IF second_slot IS NULL AND NOT second_stays AND (other_dose.state = 'confirmed' OR goal.product <> old.product) THEN
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

-- Puts one booking into another slot and gives back what it had: its seat, or the seat kept for it. Returns the slots left.
-- The caller holds the person and the slots, and has seen that the seat is there.
CREATE FUNCTION seat_taken_by(moving booking, to_slot bigint, now_instant timestamptz) RETURNS bigint[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    left_slots bigint[] := '{}';
    is_kept boolean;
BEGIN
    UPDATE offer SET state = 'accepted', settled_at = now_instant
    WHERE booking_id = moving.id AND state = 'open' AND slot_id = to_slot;
    is_kept := FOUND;
    IF NOT is_kept THEN
        UPDATE slot SET taken = taken + 1 WHERE id = to_slot;
        left_slots := end_offers(ARRAY[moving.id], 'declined', now_instant);
    END IF;
    IF moving.state = 'confirmed' THEN
        UPDATE slot SET taken = taken - 1 WHERE id = moving.slot_id;
        left_slots := left_slots || moving.slot_id;
    END IF;
    WITH moved AS (
        UPDATE booking
        SET state = 'confirmed', slot_id = to_slot, version = booking.version + 1,
            window_id = (SELECT window_id FROM slot WHERE id = to_slot)
        WHERE id = moving.id
        RETURNING *
    )
    INSERT INTO message (booking_id, kind, version, sealed_contact, language, next_attempt_at, created_at)
    SELECT id, 'move', version, sealed_contact, language, now_instant, now_instant FROM moved;
    RETURN left_slots;
END $$;

-- Takes or declines the seat kept for somebody who was displaced. Who declines keeps the right of priority; the seat goes
-- to the next in line. Returns the code of the problem that kept it from being done; NULL when it is done, or was before.
CREATE FUNCTION settle_offer(of_booking uuid, of_person text, accept boolean) RETURNS text LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    held booking;
    newest offer;
    in_line uuid[];
    problem text;
BEGIN
    SELECT * INTO held FROM booking WHERE id = of_booking AND person_key = of_person;
    IF held.id IS NULL THEN
        RETURN 'booking-unknown';
    END IF;
    -- More people than somebody who accepts would need: who is held is decided before the offer is read.
    in_line := displaced_in_line(slots_of(of_booking));
    PERFORM hold_persons(of_person || ARRAY(SELECT person_key FROM booking WHERE id = ANY (in_line)));
    SELECT * INTO newest FROM offer WHERE booking_id = of_booking ORDER BY id DESC LIMIT 1;
    IF newest.id IS NULL THEN
        RETURN 'offer-unknown';
    ELSIF newest.state = (CASE WHEN accept THEN 'accepted' ELSE 'declined' END)::offer_state THEN
        RETURN NULL;
    ELSIF newest.state = 'lapsed' OR (newest.state = 'open' AND newest.expires_at <= clock_timestamp()) THEN
        RETURN 'offer-lapsed';
    ELSIF newest.state <> 'open' THEN
        RETURN 'offer-unknown';
    ELSIF accept THEN
        problem := move_booking(of_booking, of_person, newest.slot_id, 'citizen', '', NULL);
        RETURN CASE problem WHEN 'slot-unknown' THEN 'offer-lapsed' ELSE problem END;
    END IF;
    PERFORM hold_slots(ARRAY[newest.slot_id]);
    PERFORM serve_displaced(ARRAY[of_booking], of_booking, '{}');
    PERFORM pass_on(in_line, ARRAY[of_booking], ARRAY[newest.slot_id]);
    RETURN NULL;
END $$;

-- Closes slots, or all slots of a site (`in_window`: only those of one window; the site itself is closed without one).
-- From then on nothing is booked or offered there. Returns all the slots concerned and how many of them were open; NULL
-- when the site or one of the slots does not exist, and nothing is closed.
CREATE FUNCTION close_slots(
    slot_ids bigint[], of_site text, in_window text, actor_kind text, actor_id text, reason text,
    OUT concerned bigint[], OUT closed integer
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    closed := 0;
    IF of_site IS NOT NULL THEN
        -- Whoever lays out slots there waits here, and lays them out closed.
        PERFORM FROM site WHERE id = of_site FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        slot_ids := ARRAY(SELECT id FROM slot WHERE site_id = of_site AND window_id = coalesce(in_window, window_id));
    END IF;
    PERFORM hold_slots(slot_ids);
    IF (SELECT count(*) FROM slot WHERE id = ANY (slot_ids)) < cardinality(slot_ids) THEN
        RETURN;
    END IF;
    concerned := slot_ids;
    UPDATE site SET closed_at = clock_timestamp() WHERE id = of_site AND closed_at IS NULL AND in_window IS NULL;
    UPDATE slot SET closed_at = clock_timestamp() WHERE id = ANY (slot_ids) AND closed_at IS NULL;
    GET DIAGNOSTICS closed = ROW_COUNT;
    IF closed > 0 THEN
        PERFORM note_change(actor_kind, actor_id, 'slots.close', coalesce(of_site, slot_ids[1]::text), jsonb_build_object(
            'reason', reason, 'window', in_window, 'closed', closed, 'slots', to_jsonb(slot_ids[1:100])));
    END IF;
END $$;

-- Displaces up to `most` people who are booked in, or were offered, slots that are closed; in order of their numbers in
-- line. `affected` is 0 once there is nobody left.
CREATE FUNCTION displace_bookings(slot_ids bigint[], most integer, OUT affected integer, OUT displaced integer, OUT offered integer)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    chosen uuid[];
BEGIN
    chosen := ARRAY(
        SELECT booking.id
        FROM slot
        JOIN booking ON booking.slot_id = slot.id AND booking.state = 'confirmed'
        LEFT JOIN booking_request request ON request.request_id = booking.request_id
        WHERE slot.id = ANY (slot_ids) AND slot.closed_at IS NOT NULL
        ORDER BY request.number, booking.booked_at, booking.dose
        LIMIT most
    );
    IF cardinality(chosen) = 0 THEN
        chosen := ARRAY(
            SELECT offer.booking_id
            FROM slot JOIN offer ON offer.slot_id = slot.id AND offer.state = 'open'
            WHERE slot.id = ANY (slot_ids) AND slot.closed_at IS NOT NULL
            ORDER BY offer.id
            LIMIT most
        );
    END IF;
    affected := cardinality(chosen);
    SELECT served.displaced, served.offered INTO displaced, offered FROM serve_displaced(chosen, NULL, NULL) served;
END $$;

-- Offers a slot to up to `most` people displaced from a window who wait for an offer, in order of their numbers in line
-- from `after_number` on. `reached` is the number to go on from; NULL when there is nobody behind.
CREATE FUNCTION offer_displaced(of_window text, after_number integer, most integer, OUT reached integer, OUT offered integer)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    chosen uuid[];
    looked integer;
BEGIN
    SELECT coalesce(array_agg(id), '{}'), max(number), count(*) INTO chosen, reached, looked
    FROM (
        SELECT booking.id, coalesce(request.number, 0) AS number
        FROM booking
        JOIN slot old ON old.id = booking.slot_id
        LEFT JOIN booking_request request ON request.request_id = booking.request_id
        WHERE booking.window_id = of_window AND booking.state = 'displaced'
            AND coalesce(request.number, 0) > after_number AND waits_for_offer(booking.id)
        ORDER BY number, booking.booked_at, booking.dose
        LIMIT most
    ) waiting;
    IF looked < most THEN
        reached := NULL;
    END IF;
    offered := 0;
    IF looked > 0 THEN
        SELECT served.offered INTO offered FROM serve_displaced(chosen, NULL, NULL) served;
    END IF;
END $$;

-- Ends up to `most` offers nobody answered in time; the seat goes back or to the next in line, the person is offered
-- another slot or told that the right of priority stays. Returns how many ended.
CREATE FUNCTION lapse_offers(most integer) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    lapsing uuid[];
    given_back bigint[];
BEGIN
    SELECT coalesce(array_agg(booking_id), '{}'), array_agg(slot_id) INTO lapsing, given_back
    FROM (
        SELECT booking_id, slot_id FROM offer WHERE state = 'open' AND expires_at <= clock_timestamp() ORDER BY expires_at, id LIMIT most
    ) late;
    IF cardinality(lapsing) > 0 THEN
        PERFORM serve_displaced(lapsing || displaced_in_line(given_back), NULL, NULL);
    END IF;
    RETURN cardinality(lapsing);
END $$;
