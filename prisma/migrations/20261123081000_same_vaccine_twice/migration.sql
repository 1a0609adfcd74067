-- Both doses are of one vaccine: whoever moves a first dose that was displaced, or whose second one was, to another vaccine
-- takes the second along to it, or stays.

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
