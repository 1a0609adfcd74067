-- The only way a booking request becomes a booking.
--
-- Strategy. Grouping is what makes it fast: the disk is waited for once per group, not once per booking, and every
-- table is written by one statement per group. Who gets which slot is decided in memory, in admission order, while the
-- group holds what it decides about; then the outcome of all is written at once, bookings, outbox and answers together.
--
-- Lock order, the same in every group, hence no deadlock between groups:
--   1. windows, shared, by key     a move or an early close takes the same lock exclusively and so waits for groups
--                                  under way, and they for it. An advisory lock, because a row lock FOR SHARE can be
--                                  passed on from group to group for ever while the one who moves the window starves;
--   2. persons, exclusive, by key  two requests of one person never run side by side, so "already decided" and "already
--                                  booked" are facts and not guesses;
--   3. slots, by id                FOR NO KEY UPDATE: foreign keys may still look at them.
-- Whoever goes round the function is still stopped by the constraints: `booking_one_per_person`,
-- `slot_taken_within_capacity`, the primary key of `booking_request`.
--
-- Measured on two cores with the embedded Postgres, `synchronous_commit = on`, the client included: about 7,000 bookings
-- a second in groups of 128 over two connections, the same spread over a thousand slots or all on one.
--
-- A request that was decided before is not decided again: its saved answer is returned. Running a group twice, one after
-- the other or at the same time, therefore changes nothing.

-- One booking request on its way through a group: what was asked, the id and number the worker drew for a booking, and,
-- once decided, the slot it got or the code that refused it.
CREATE TYPE group_request AS (
    request_id text,
    window_id text,
    person_key text,
    number integer,
    choices bigint[],
    sealed_contact text,
    language language,
    received_at_ms bigint,
    booking_id uuid,
    booking_number text,
    slot_id bigint,
    code text
);

-- Classes of advisory locks: 1 windows, 2 persons.

CREATE FUNCTION wait_for_groups_under_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER booking_window_changes_between_groups
    BEFORE UPDATE OF opens_at, closes_at, closed ON booking_window
    FOR EACH ROW EXECUTE FUNCTION wait_for_groups_under_way();

-- Up to three free slots of the window, at the site and of the product of the first choice, the nearest in time first.
CREATE FUNCTION near_alternatives(choices bigint[], window_id text, at_instant timestamptz) RETURNS bigint[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(near.id ORDER BY near.distance, near.id), '{}')
    FROM (
        SELECT other.id, abs(extract(epoch FROM other.starts_at - chosen.starts_at)) AS distance
        FROM (
            SELECT slot.*
            FROM slot
            WHERE slot.id = ANY (near_alternatives.choices) AND slot.window_id = near_alternatives.window_id
            ORDER BY array_position(near_alternatives.choices, slot.id)
            LIMIT 1
        ) chosen
        JOIN slot other USING (window_id, site_id, product)
        WHERE other.taken < other.capacity AND (other.book_until IS NULL OR other.book_until > at_instant)
        ORDER BY distance, other.id
        LIMIT 3
    ) near
$$;

CREATE FUNCTION book_group(requests jsonb) RETURNS TABLE (
    request_id text,
    state request_state,
    code text,
    alternatives jsonb,
    booking_id uuid,
    booking_number text,
    booking_state booking_state,
    booked_at timestamptz,
    window_id text,
    slot_id bigint,
    site_name text,
    municipality text,
    starts_at timestamptz,
    product text
) LANGUAGE plpgsql
-- A group is small and every table may be huge: always by index, whatever the statistics say at the moment, and planned once.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    asked group_request[];
    -- What is still to decide, in the order of serving.
    pending group_request[];
    decided_at_instant timestamptz(3);
    choice record;
    turn integer := 0;
    -- By slot, as numbered within the group.
    seats_left integer[] := '{}';
    -- Who got a seat in this group, with the campaign.
    booked text[] := '{}';
    booked_count integer;
BEGIN
    -- "Booked" means on disk, whatever the server's default.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;

    asked := ARRAY(
        SELECT DISTINCT ON (item.request_id) item
        FROM jsonb_populate_recordset(NULL::group_request, requests) item
        ORDER BY item.request_id
    );

    PERFORM pg_advisory_xact_lock_shared(1, key)
    FROM (SELECT DISTINCT hashtext(item.window_id) AS key FROM unnest(asked) item ORDER BY key) windows;
    PERFORM pg_advisory_xact_lock(2, key)
    FROM (SELECT DISTINCT hashtext(item.person_key) AS key FROM unnest(asked) item ORDER BY key) persons;

    pending := ARRAY(
        SELECT item
        FROM unnest(asked) item
        WHERE NOT EXISTS (SELECT FROM booking_request decided WHERE decided.request_id = item.request_id)
        ORDER BY item.window_id, item.number, item.received_at_ms, item.request_id
    );

    PERFORM FROM slot
    WHERE slot.id = ANY (ARRAY(SELECT DISTINCT unnest(item.choices) FROM unnest(pending) item))
    ORDER BY slot.id
    FOR NO KEY UPDATE;

    -- Everything is held: this is the instant of the decision. Cut, not rounded: nobody is booked half a millisecond early.
    decided_at_instant := date_trunc('milliseconds', clock_timestamp());

    -- A row per request and choice; `seats` is null where the choice cannot be booked.
    FOR choice IN
        SELECT
            wish.turn,
            wish.person,
            wish.refused,
            wish.slot_id,
            dense_rank() OVER (ORDER BY wish.slot_id) AS slot,
            CASE WHEN slot.window_id = wish.window_id AND (slot.book_until IS NULL OR slot.book_until > decided_at_instant)
                THEN slot.capacity - slot.taken
            END AS seats
        FROM (
            SELECT
                item.ordinality AS turn,
                item.window_id,
                door.campaign_id || '/' || item.person_key AS person,
                CASE
                    WHEN door.id IS NULL THEN 'window-unknown'
                    WHEN decided_at_instant < door.opens_at THEN 'window-not-open'
                    WHEN door.closed OR decided_at_instant >= door.closes_at THEN 'window-closed'
                    WHEN held.id IS NOT NULL THEN 'already-booked'
                END AS refused,
                unnest(item.choices) AS slot_id,
                generate_subscripts(item.choices, 1) AS rank
            FROM unnest(pending) WITH ORDINALITY item
            LEFT JOIN booking_window door ON door.id = item.window_id
            -- LIMIT 1 keeps the planner, who has seen these tables empty, to one look-up by index per row.
            LEFT JOIN LATERAL (
                SELECT booking.id
                FROM booking
                WHERE booking.person_key = item.person_key AND booking.campaign_id = door.campaign_id
                    AND booking.state = 'confirmed'
                LIMIT 1
            ) held ON true
        ) wish
        LEFT JOIN LATERAL (SELECT * FROM slot WHERE slot.id = wish.slot_id LIMIT 1) slot ON true
        ORDER BY wish.turn, wish.rank
    LOOP
        IF choice.turn > turn THEN
            turn := choice.turn;
            pending[turn].code := coalesce(
                choice.refused,
                CASE WHEN choice.person = ANY (booked) THEN 'already-booked' ELSE 'slot-unknown' END
            );
        END IF;
        IF choice.seats IS NOT NULL AND pending[turn].code IN ('slot-unknown', 'slot-full') THEN
            seats_left[choice.slot] := coalesce(seats_left[choice.slot], choice.seats);
            IF seats_left[choice.slot] > 0 THEN
                seats_left[choice.slot] := seats_left[choice.slot] - 1;
                booked := booked || choice.person;
                pending[turn].slot_id := choice.slot_id;
                pending[turn].code := NULL;
            ELSE
                pending[turn].code := 'slot-full';
            END IF;
        END IF;
    END LOOP;

    UPDATE slot SET taken = slot.taken + sold.seats
    FROM (
        SELECT item.slot_id, count(*) AS seats
        FROM unnest(pending) item WHERE item.slot_id IS NOT NULL GROUP BY item.slot_id
    ) sold
    WHERE slot.id = sold.slot_id;

    INSERT INTO booking_request
        (request_id, window_id, person_key, number, choices, state, code, alternatives, received_at, decided_at)
    SELECT
        item.request_id, item.window_id, item.person_key, item.number, item.choices,
        CASE WHEN item.slot_id IS NULL THEN 'rejected' ELSE 'confirmed' END::request_state,
        CASE WHEN item.slot_id IS NULL THEN coalesce(item.code, 'slot-unknown') END,
        CASE WHEN item.code = 'slot-full' THEN near_alternatives(item.choices, item.window_id, decided_at_instant) ELSE '{}' END,
        to_timestamp(item.received_at_ms / 1000.0),
        decided_at_instant
    FROM unnest(pending) item;

    INSERT INTO booking
        (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, language, booked_at)
    SELECT
        item.booking_id, item.booking_number, item.request_id, door.campaign_id, item.window_id, item.slot_id,
        item.person_key, item.sealed_contact, item.language, decided_at_instant
    FROM unnest(pending) item
    JOIN booking_window door ON door.id = item.window_id
    WHERE item.slot_id IS NOT NULL
    ON CONFLICT (person_key, campaign_id) WHERE state = 'confirmed' DO NOTHING;
    GET DIAGNOSTICS booked_count = ROW_COUNT;
    -- Only somebody who wrote a booking without the locks above can bring this about; the next attempt sees that booking.
    IF booked_count <> (SELECT count(item.slot_id) FROM unnest(pending) item) THEN
        RAISE EXCEPTION 'a booking was written past the group' USING ERRCODE = 'serialization_failure';
    END IF;

    INSERT INTO message (booking_id, kind, version, sealed_contact, language, next_attempt_at, created_at)
    SELECT item.booking_id, 'confirmation', 1, item.sealed_contact, item.language, decided_at_instant, decided_at_instant
    FROM unnest(pending) item
    WHERE item.slot_id IS NOT NULL;

    RETURN QUERY
    SELECT
        decided.request_id, decided.state, decided.code,
        (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', slot.id::text, 'siteName', site.name, 'municipality', site.municipality,
                'startsAt', slot.starts_at, 'product', slot.product
            ) ORDER BY offered.rank), '[]')
            FROM unnest(decided.alternatives) WITH ORDINALITY offered (slot_id, rank)
            JOIN slot ON slot.id = offered.slot_id
            JOIN site ON site.id = slot.site_id
        ),
        made.id, made.number, made.state, made.booked_at, made.window_id,
        slot.id, site.name, site.municipality, slot.starts_at, slot.product
    FROM unnest(asked) item
    JOIN booking_request decided ON decided.request_id = item.request_id
    LEFT JOIN booking made ON made.request_id = decided.request_id
    LEFT JOIN slot ON slot.id = made.slot_id
    LEFT JOIN site ON site.id = slot.site_id;
END $$;
