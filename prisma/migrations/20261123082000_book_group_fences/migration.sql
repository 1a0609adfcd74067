-- Groups that look again, at the instant of the commit, whether whoever acts for somebody still may, and whether the
-- person is on the roll where that is required. A group that has neither asks nothing more than before.

-- Who asked: a delegate by this consent, an agent, or else the person. It names nobody by itself.
ALTER TABLE "booking" ADD COLUMN "consent_id" UUID, ADD COLUMN "by_agent" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "booking_request" ADD COLUMN "consent_id" UUID;

-- The only way a booking request becomes a booking.
--
-- Takes booking requests as a JSON array, each with the id and the number the worker drew for its booking, and decides
-- all of them in one transaction. Answers with columns, one entry per request decided now, in the order of serving:
-- requestIds, codes (null: confirmed), bookingIds, numbers, slotIds, and for second doses secondBookingIds,
-- secondNumbers, secondSlotIds (null where no campaign has two); `alternatives` by request id; `earlier`, the requests
-- that were decided before; `slots`, what there is to say about each slot named.
--
-- Strategy. Grouping is what makes it fast: the disk is waited for once per group, not once per booking, and every
-- table is written by one statement per group. Who gets which slot is decided in memory, in admission order, over plain
-- arrays; then the outcome of all is written at once, bookings, outbox and answers together.
--
-- Lock order, the same in every group and in everything that changes bookings, hence no deadlock:
--   1. windows, shared, by key     a move or an early close takes the same lock exclusively and so waits for groups
--                                  under way, and they for it. An advisory lock, because a row lock FOR SHARE can be
--                                  passed on from group to group for ever while the one who moves the window starves;
--   2. persons, exclusive, by key  two requests of one person never run side by side, so "already decided" and "already
--                                  booked" are facts and not guesses;
--   3. slots, by id                FOR NO KEY UPDATE: foreign keys may still look at them. Where a campaign has two doses
--                                  the slots a second dose may take are locked in the same step;
--   4. consents, shared, by id     only those that requests of delegates name. Whoever withdraws one waits for the groups
--                                  under way, and every later group sees that it has ended; they hold nothing else that
--                                  a group could wait for.
-- Whoever goes round the function is still stopped by the constraints: `booking_one_per_person`,
-- `slot_taken_within_capacity`, the primary key of `booking_request`.
--
-- A request that was decided before is not decided again: its saved answer is returned. Running a group twice, one after
-- the other or at the same time, therefore changes nothing. A worker that stands still in the middle loses its
-- connection, and with it the locks, after `transaction_timeout`; should it wake later, nothing of the group is left.
CREATE OR REPLACE FUNCTION book_group(requests jsonb) RETURNS json LANGUAGE plpgsql
-- A group is small and every table may be huge: always by index, whatever the statistics say at the moment, and planned once.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    -- What was asked: one entry per request, in the order of serving.
    request_ids text[];
    window_ids text[];
    person_keys text[];
    numbers integer[];
    wishes text[];
    contacts text[];
    phone_indexes text[];
    languages language[];
    received_ms bigint[];
    booking_ids uuid[];
    booking_numbers text[];
    -- By which consent a delegate asks, and whether an agent does.
    consent_ids uuid[];
    by_agents boolean[];
    any_consent boolean;
    -- Whether some window is for people on the roll only.
    any_roll boolean;
    -- What is known about each before a seat is looked for: `code` is why it gets none. Requests of one person in one
    -- campaign have the same holder.
    decided_before text[];
    campaign_ids text[];
    after_days integer[];
    holders integer[];
    codes text[];
    -- Slots that are held: one entry each, by id. `seats` is null where nothing can be booked.
    held_ids bigint[];
    held_windows text[];
    seats integer[];
    seats_left integer[];
    -- Choices: one entry each, in the order in which they are tried.
    choice_turns integer[];
    choice_slots integer[];
    -- Where a campaign has two doses: which slots the second one may take for a first one in which slot, the best first;
    -- by the first slot, where its entries begin and end, and whether there were more of them than were locked.
    two_doses boolean;
    second_after bigint[];
    second_ids bigint[];
    second_cut bigint[];
    second_begins integer[];
    second_ends integer[];
    -- What each request got.
    given bigint[];
    second_given bigint[];
    second_booking_ids uuid[];
    second_numbers text[];
    first_known bigint[];
    offers text[];
    -- By holder, and by slot.
    has_booked boolean[];
    near text[];
    decided_at_instant timestamptz(3);
    turn integer := 0;
    slot_at integer;
    second_at integer;
BEGIN
    -- "Booked" means on disk, whatever the server's default.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    -- Nobody waits for a worker that stands still; until the end of the transaction, not only of this function.
    IF current_setting('transaction_timeout') = '0' THEN
        PERFORM set_config('transaction_timeout', '15s', true);
    END IF;

    SELECT
        array_agg(item.request_id), array_agg(item.window_id), array_agg(item.person_key), array_agg(item.number),
        array_agg(translate(item.choices, '[]"', '{}')), array_agg(item.sealed_contact), array_agg(item.phone_index),
        array_agg(item.language), array_agg(item.received_at_ms), array_agg(item.booking_id),
        array_agg(item.booking_number), array_agg(item.consent_id), array_agg(item.by_agent IS TRUE),
        count(item.consent_id) > 0
    INTO request_ids, window_ids, person_keys, numbers, wishes, contacts, phone_indexes, languages, received_ms,
        booking_ids, booking_numbers, consent_ids, by_agents, any_consent
    FROM (
        SELECT once.*
        FROM (
            SELECT DISTINCT ON (asked.request_id) asked.*
            FROM jsonb_to_recordset(requests) asked (
                request_id text, window_id text, person_key text, number integer, choices text, sealed_contact text,
                phone_index text, language language, received_at_ms bigint, booking_id uuid, booking_number text,
                consent_id uuid, by_agent boolean)
            ORDER BY asked.request_id
        ) once
        ORDER BY once.window_id, once.number, once.received_at_ms, once.request_id
    ) item;

    PERFORM pg_advisory_xact_lock_shared(1, key)
    FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest(window_ids) id ORDER BY key) windows;
    PERFORM pg_advisory_xact_lock(2, key)
    FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest(person_keys) id ORDER BY key) persons;

    decided_before := ARRAY(
        SELECT decided.request_id FROM booking_request decided WHERE decided.request_id = ANY (request_ids)
    );

    held_ids := ARRAY(SELECT DISTINCT unnest(wish::bigint[]) FROM unnest(wishes) wish ORDER BY 1);
    SELECT
        coalesce(bool_or(campaign.second_dose_after_days IS NOT NULL), false), coalesce(bool_or(door.requires_roll), false)
    INTO two_doses, any_roll
    FROM booking_window door
    JOIN campaign ON campaign.id = door.campaign_id
    WHERE door.id = ANY (ARRAY(SELECT DISTINCT unnest(window_ids)));
    IF two_doses THEN
        -- A group can take no more seats of a site than it asks for there, twice. Slots are locked up to twice that many
        -- free seats, for what other groups take meanwhile; a first dose that needs more is tried again.
        SELECT
            array_agg(pair.first_id ORDER BY pair.first_id, pair.preference) FILTER (WHERE pair.free_before < pair.enough),
            array_agg(pair.slot_id ORDER BY pair.first_id, pair.preference) FILTER (WHERE pair.free_before < pair.enough),
            array_agg(DISTINCT pair.first_id) FILTER (WHERE pair.free_before >= pair.enough)
        INTO second_after, second_ids, second_cut
        FROM (
            SELECT chosen.id AS first_id, later.slot_id, later.preference, 4 * chosen.wanted + 4 AS enough,
                sum(later.free) OVER (PARTITION BY chosen.id ORDER BY later.preference) - later.free AS free_before
            FROM (
                SELECT slot.id, campaign.second_dose_after_days AS after_days,
                    sum(wish.times) OVER (PARTITION BY slot.window_id, slot.site_id, slot.product) AS wanted
                FROM (
                    SELECT id, count(*) AS times
                    FROM (SELECT unnest(wish::bigint[]) AS id FROM unnest(wishes) wish) named
                    GROUP BY id
                ) wish
                JOIN slot ON slot.id = wish.id
                JOIN booking_window door ON door.id = slot.window_id
                JOIN campaign ON campaign.id = door.campaign_id
                WHERE campaign.second_dose_after_days IS NOT NULL
            ) chosen
            CROSS JOIN LATERAL second_dose_slots(chosen.id, chosen.after_days, clock_timestamp()) later
        ) pair;
        held_ids := ARRAY(SELECT id FROM unnest(held_ids) id UNION SELECT id FROM unnest(second_ids) id ORDER BY id);
    END IF;

    PERFORM FROM slot WHERE slot.id = ANY (held_ids) ORDER BY slot.id FOR NO KEY UPDATE;
    IF any_consent THEN
        PERFORM FROM consent WHERE consent.id = ANY (consent_ids) ORDER BY consent.id FOR SHARE;
    END IF;

    -- Everything is held: this is the instant of the decision. Cut, not rounded: nobody is booked half a millisecond early.
    decided_at_instant := date_trunc('milliseconds', clock_timestamp());

    -- LIMIT 1, here and below, keeps the planner, who has seen these tables empty, to one look-up by index per row.
    SELECT
        array_agg(slot.window_id ORDER BY held.position),
        array_agg(
            CASE WHEN slot.closed_at IS NULL AND site.closed_at IS NULL
                AND (slot.book_until IS NULL OR slot.book_until > decided_at_instant)
                THEN slot.capacity - slot.taken
            END ORDER BY held.position)
    INTO held_windows, seats
    FROM unnest(held_ids) WITH ORDINALITY held (id, position)
    LEFT JOIN LATERAL (SELECT * FROM slot WHERE slot.id = held.id LIMIT 1) slot ON true
    LEFT JOIN LATERAL (SELECT * FROM site WHERE site.id = slot.site_id LIMIT 1) site ON true;
    seats_left := seats;

    -- A slot's place among those held: they are in order, so that it is found by halving.
    SELECT array_agg(choice.turn), array_agg(width_bucket(choice.id, held_ids))
    INTO choice_turns, choice_slots
    FROM (
        SELECT wish.turn::integer, unnest(wish.choices::bigint[]) AS id
        FROM unnest(wishes) WITH ORDINALITY wish (choices, turn)
    ) choice;

    SELECT
        array_agg(item.campaign_id ORDER BY item.turn),
        array_agg(item.holder ORDER BY item.turn),
        array_agg(
            CASE
                WHEN item.request_id = ANY (decided_before) THEN 'decided-before'
                WHEN item.campaign_id IS NULL THEN 'window-unknown'
                WHEN decided_at_instant < item.opens_at THEN 'window-not-open'
                WHEN item.closed OR decided_at_instant >= item.closes_at THEN 'window-closed'
                WHEN item.booking_id IS NOT NULL THEN 'already-booked'
            END ORDER BY item.turn)
    INTO campaign_ids, holders, codes
    FROM (
        SELECT
            item.turn, item.request_id, door.campaign_id, door.opens_at, door.closes_at, door.closed,
            dense_rank() OVER (ORDER BY door.campaign_id, item.person_key) AS holder,
            (
                SELECT booking.id
                FROM booking
                WHERE booking.person_key = item.person_key AND booking.campaign_id = door.campaign_id
                    AND booking.state IN ('confirmed', 'displaced')
                LIMIT 1
            ) AS booking_id
        FROM unnest(request_ids, window_ids, person_keys) WITH ORDINALITY item (request_id, window_id, person_key, turn)
        LEFT JOIN LATERAL (SELECT * FROM booking_window WHERE booking_window.id = item.window_id LIMIT 1) door ON true
    ) item;

    -- A consent that has ended, or was never given to act for this person: whoever asked is told nothing else.
    IF any_consent THEN
        codes := ARRAY(
            SELECT
                CASE
                    WHEN item.consent_id IS NULL OR item.code IN ('decided-before', 'window-unknown') OR EXISTS (
                        SELECT
                        FROM consent
                        WHERE consent.id = item.consent_id AND consent.state = 'given'
                            AND consent.beneficiary_key = item.person_key AND 'book' = ANY (consent.scope)
                            AND consent.expires_at > decided_at_instant
                    ) THEN item.code
                    ELSE 'consent-ended'
                END
            FROM unnest(codes, consent_ids, person_keys) WITH ORDINALITY item (code, consent_id, person_key, turn)
            ORDER BY item.turn
        );
    END IF;
    IF any_roll THEN
        codes := ARRAY(
            SELECT
                CASE
                    WHEN item.code IS NOT NULL OR NOT door.requires_roll OR EXISTS (
                        SELECT
                        FROM roll_entry
                        WHERE roll_entry.campaign_id = item.campaign_id AND roll_entry.person_key = item.person_key
                    ) THEN item.code
                    ELSE 'not-on-roll'
                END
            FROM unnest(codes, window_ids, campaign_ids, person_keys) WITH ORDINALITY
                item (code, window_id, campaign_id, person_key, turn)
            LEFT JOIN LATERAL (SELECT * FROM booking_window WHERE booking_window.id = item.window_id LIMIT 1) door ON true
            ORDER BY item.turn
        );
    END IF;

    IF two_doses THEN
        after_days := ARRAY(
            SELECT campaign.second_dose_after_days
            FROM unnest(campaign_ids) WITH ORDINALITY item (campaign_id, turn)
            LEFT JOIN LATERAL (SELECT * FROM campaign WHERE campaign.id = item.campaign_id LIMIT 1) campaign ON true
            ORDER BY item.turn
        );
        FOR pair IN 1 .. coalesce(cardinality(second_ids), 0) LOOP
            slot_at := width_bucket(second_after[pair], held_ids);
            second_begins[slot_at] := coalesce(second_begins[slot_at], pair);
            second_ends[slot_at] := pair;
        END LOOP;
    END IF;

    given := array_fill(NULL::bigint, ARRAY[cardinality(request_ids)]);
    first_known := given;
    second_given := given;
    has_booked := array_fill(false, ARRAY[cardinality(request_ids)]);
    FOR choice IN 1 .. cardinality(choice_turns) LOOP
        IF choice_turns[choice] > turn THEN
            turn := choice_turns[choice];
            IF codes[turn] IS NULL THEN
                codes[turn] := CASE WHEN has_booked[holders[turn]] THEN 'already-booked' ELSE 'slot-unknown' END;
            END IF;
        END IF;
        slot_at := choice_slots[choice];
        CONTINUE WHEN codes[turn] IS NULL OR codes[turn] NOT IN ('slot-unknown', 'slot-full', 'no-second-dose')
            OR seats_left[slot_at] IS NULL OR held_windows[slot_at] <> window_ids[turn];
        first_known[turn] := coalesce(first_known[turn], held_ids[slot_at]);
        IF seats_left[slot_at] <= 0 THEN
            codes[turn] := CASE codes[turn] WHEN 'slot-unknown' THEN 'slot-full' ELSE codes[turn] END;
            CONTINUE;
        END IF;
        IF two_doses AND after_days[turn] IS NOT NULL THEN
            FOR pair IN coalesce(second_begins[slot_at], 1) .. coalesce(second_ends[slot_at], 0) LOOP
                second_at := width_bucket(second_ids[pair], held_ids);
                IF seats_left[second_at] > 0 THEN
                    second_given[turn] := held_ids[second_at];
                    seats_left[second_at] := seats_left[second_at] - 1;
                    EXIT;
                END IF;
            END LOOP;
            IF second_given[turn] IS NULL THEN
                IF held_ids[slot_at] = ANY (second_cut) THEN
                    RAISE EXCEPTION 'other groups took the second doses' USING ERRCODE = 'serialization_failure';
                END IF;
                codes[turn] := 'no-second-dose';
                CONTINUE;
            END IF;
        END IF;
        seats_left[slot_at] := seats_left[slot_at] - 1;
        has_booked[holders[turn]] := true;
        given[turn] := held_ids[slot_at];
        codes[turn] := NULL;
    END LOOP;

    UPDATE slot SET taken = slot.taken + sold.seats
    FROM (
        SELECT held.id, held.before - held.after AS seats
        FROM unnest(held_ids, seats, seats_left) held (id, before, after)
        WHERE held.before > held.after
    ) sold
    WHERE slot.id = sold.id;

    -- Once for all who wanted the same.
    offers := array_fill('{}'::text, ARRAY[cardinality(request_ids)]);
    FOR turn IN 1 .. cardinality(request_ids) LOOP
        IF codes[turn] IN ('slot-full', 'no-second-dose') THEN
            slot_at := width_bucket(first_known[turn], held_ids);
            IF near[slot_at] IS NULL THEN
                near[slot_at] := near_alternatives(ARRAY[first_known[turn]], window_ids[turn], decided_at_instant)::text;
            END IF;
            offers[turn] := near[slot_at];
        END IF;
    END LOOP;

    INSERT INTO booking_request
        (request_id, window_id, person_key, number, choices, state, code, alternatives, received_at, decided_at, consent_id)
    SELECT
        item.request_id, item.window_id, item.person_key, item.number, item.choices::bigint[],
        CASE WHEN item.code IS NULL THEN 'confirmed' ELSE 'rejected' END::request_state,
        item.code, item.offers::bigint[], to_timestamp(item.received_ms / 1000.0), decided_at_instant,
        item.consent_id
    FROM unnest(request_ids, window_ids, person_keys, numbers, wishes, codes, offers, received_ms, consent_ids)
        item (request_id, window_id, person_key, number, choices, code, offers, received_ms, consent_id)
    WHERE item.code IS DISTINCT FROM 'decided-before';

    -- Somebody who wrote a booking without the locks above makes this fail; the next attempt sees that booking.
    INSERT INTO booking
        (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, phone_index, language, booked_at,
            consent_id, by_agent)
    SELECT
        item.booking_id, item.booking_number, item.request_id, item.campaign_id, item.window_id, item.slot_id,
        item.person_key, item.contact, item.phone_index, item.language, decided_at_instant, item.consent_id, item.by_agent
    FROM unnest(booking_ids, booking_numbers, request_ids, campaign_ids, window_ids, given, person_keys, contacts,
            phone_indexes, languages, consent_ids, by_agents)
        item (booking_id, booking_number, request_id, campaign_id, window_id, slot_id, person_key, contact, phone_index,
            language, consent_id, by_agent)
    WHERE item.slot_id IS NOT NULL;

    INSERT INTO message (booking_id, kind, version, sealed_contact, language, next_attempt_at, created_at)
    SELECT item.booking_id, 'confirmation', 1, item.contact, item.language, decided_at_instant, decided_at_instant
    FROM unnest(booking_ids, given, contacts, languages) item (booking_id, slot_id, contact, language)
    WHERE item.slot_id IS NOT NULL;

    IF two_doses THEN
        SELECT array_agg(CASE WHEN second.slot_id IS NOT NULL THEN gen_random_uuid() END ORDER BY second.turn),
            array_agg(CASE WHEN second.slot_id IS NOT NULL THEN draw_booking_number() END ORDER BY second.turn)
        INTO second_booking_ids, second_numbers
        FROM unnest(second_given) WITH ORDINALITY second (slot_id, turn);

        INSERT INTO booking
            (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, phone_index, language,
                booked_at, dose, first_booking_id, consent_id, by_agent)
        SELECT
            item.booking_id, item.booking_number, item.request_id, item.campaign_id, item.window_id, item.slot_id,
            item.person_key, item.contact, item.phone_index, item.language, decided_at_instant, 2, item.first_booking_id,
            item.consent_id, item.by_agent
        FROM unnest(second_booking_ids, second_numbers, request_ids, campaign_ids, window_ids, second_given, person_keys,
                contacts, phone_indexes, languages, booking_ids, consent_ids, by_agents)
            item (booking_id, booking_number, request_id, campaign_id, window_id, slot_id, person_key, contact,
                phone_index, language, first_booking_id, consent_id, by_agent)
        WHERE item.slot_id IS NOT NULL;

        INSERT INTO message (booking_id, kind, version, sealed_contact, language, next_attempt_at, created_at)
        SELECT item.booking_id, 'confirmation', 1, item.contact, item.language, decided_at_instant, decided_at_instant
        FROM unnest(second_booking_ids, second_given, contacts, languages) item (booking_id, slot_id, contact, language)
        WHERE item.slot_id IS NOT NULL;
    END IF;

    -- What is done for somebody by somebody else is on record. The consent names both of them, the trail nobody.
    IF any_consent THEN
        INSERT INTO audit_entry (actor, action, subject, details)
        SELECT 'consent:' || item.consent_id, 'booking.make', item.booking_id::text, jsonb_build_object(
            'by', 'delegate', 'number', item.booking_number)
        FROM unnest(consent_ids, booking_ids, booking_numbers, given) WITH ORDINALITY
            item (consent_id, booking_id, booking_number, slot_id, turn)
        WHERE item.consent_id IS NOT NULL AND item.slot_id IS NOT NULL
        ORDER BY item.turn;
    END IF;

    RETURN group_answer(decided_at_instant, request_ids, codes, booking_ids, booking_numbers, given,
        second_booking_ids, second_numbers, second_given, offers, decided_before);
END $$;

-- Whether a delegate may change bookings of a beneficiary by this consent, from now until the end of the transaction:
-- whoever withdraws it waits until then. Called before anything else is held.
CREATE FUNCTION may_change_by(of_consent uuid, of_delegate text, of_beneficiary text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM
    FROM consent
    WHERE id = of_consent AND state = 'given' AND expires_at > clock_timestamp() AND 'change' = ANY (scope)
        AND delegate_key = of_delegate AND beneficiary_key = of_beneficiary
    FOR SHARE;
    RETURN FOUND;
END $$;

-- As before, and takes who answers: what a delegate does is on record.
DROP FUNCTION settle_offer(uuid, text, boolean);

-- Takes or declines the seat kept for somebody who was displaced. Who declines keeps the right of priority; the seat goes
-- to the next in line. Returns the code of the problem that kept it from being done; NULL when it is done, or was before.
CREATE FUNCTION settle_offer(of_booking uuid, of_person text, accept boolean, actor_kind text, actor_id text)
RETURNS text LANGUAGE plpgsql
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
        problem := move_booking(of_booking, of_person, newest.slot_id, actor_kind, actor_id, NULL);
        RETURN CASE problem WHEN 'slot-unknown' THEN 'offer-lapsed' ELSE problem END;
    END IF;
    PERFORM hold_slots(ARRAY[newest.slot_id]);
    PERFORM serve_displaced(ARRAY[of_booking], of_booking, '{}');
    PERFORM pass_on(in_line, ARRAY[of_booking], ARRAY[newest.slot_id]);
    PERFORM note_change(actor_kind, actor_id, 'booking.decline', of_booking::text, jsonb_build_object(
        'number', held.number, 'slot', newest.slot_id::text));
    RETURN NULL;
END $$;
