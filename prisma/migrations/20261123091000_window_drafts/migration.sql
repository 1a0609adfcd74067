-- Windows that staff alone know of, until they are scheduled.

-- AlterTable
ALTER TABLE "booking_window" ADD COLUMN     "draft" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "expected_people" INTEGER;

-- Whatever reads windows and does not know of drafts takes a draft for a window that is closed: nobody books in it, nothing
-- is drawn. Its seed is made when it is scheduled, because only from then on anybody is bound by it.
ALTER TABLE "booking_window"
    DROP CONSTRAINT "window_draw_is_committed_to",
    ADD CONSTRAINT "window_draw_is_committed_to" CHECK (("policy" = 'draw' AND NOT "draft") = ("commitment" IS NOT NULL)),
    ADD CONSTRAINT "booking_window_draft_is_closed" CHECK ("closed" OR NOT "draft"),
    ADD CONSTRAINT "booking_window_expects_somebody" CHECK ("expected_people" > 0);

-- What was scheduled is public, and stays so.
CREATE OR REPLACE FUNCTION window_keeps_its_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.commitment IS DISTINCT FROM OLD.commitment AND NOT OLD.draft THEN
        RAISE EXCEPTION 'a commitment is not changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION scheduled_is_no_draft_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.draft AND NOT OLD.draft THEN
        RAISE EXCEPTION 'a window that was scheduled is no draft again' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "scheduled_is_no_draft_again" BEFORE UPDATE OF "draft" ON "booking_window"
    FOR EACH ROW EXECUTE FUNCTION scheduled_is_no_draft_again();

-- Whoever was displaced is offered nothing in a draft, and cannot go there: in both functions only what is read of `door`
-- is new.

-- Free slots equal to each of those named: same product, a window of the same campaign that is no draft, not further than people are
-- sent, not more than a month away. At the same site the nearest time first; then on the same day, give or take one, the
-- nearest site first; then the nearest time. Up to `most` for each. Slots in `given_back` are about to be free.
CREATE OR REPLACE FUNCTION equal_slots(slot_ids bigint[], given_back bigint[], at_instant timestamptz, most integer) RETURNS TABLE (
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
            WHERE door.campaign_id = wanted.campaign_id AND NOT door.draft AND other.id <> wanted.id AND other.closed_at IS NULL
                AND (other.taken < other.capacity OR other.id = ANY (given_back))
                AND (other.book_until IS NULL OR other.book_until > at_instant)
            ORDER BY apart, other.id
            LIMIT most)
            UNION ALL
            -- Sites come in order of their distance, so that this ends with the last one that is needed.
            (SELECT 2, place.km, abs(extract(epoch FROM other.starts_at - wanted.starts_at)) AS apart, other.id
            FROM (SELECT near.id, near.km FROM near WHERE near.from_id = wanted.site_id ORDER BY near.km) place
            JOIN booking_window door ON door.campaign_id = wanted.campaign_id AND NOT door.draft
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
            JOIN booking_window door ON door.campaign_id = wanted.campaign_id AND NOT door.draft
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
    JOIN booking_window door ON door.id = slot.window_id AND NOT door.draft
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
