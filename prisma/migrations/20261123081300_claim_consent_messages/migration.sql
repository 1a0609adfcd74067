-- Claims due messages for one carrier, oldest first: as before about bookings, and now about consents and turns too.
--
-- Strategy. What is looked at is locked first, skipping what others have locked, and then judged by what it speaks of as
-- that is now; every verdict changes the row, so that the head of the queue always moves on:
--   supersede  it is too old; the booking has a newer version or was erased; the offer is over; the consent is not what the
--              message says any more; the window whose turn it tells of is closed: not sent;
--   hold       anything but a code, a confirmation, a move or a cancellation at night: due in the morning;
--   wait       an earlier message of the same person (about bookings, or about consents) is not settled: looked at again
--              when that one may be. A code and a turn wait for nobody: they are good for minutes;
--   send       claimed: from now on the carrier may have it, and is asked before anything is sent again.
-- An earlier message counts as not settled while a carrier may have it, or while it is still to be sent: due, or waiting
-- for a retry (never more than five minutes away). One that will be superseded, or is held for the morning, holds up nobody.
--
-- A queue is empty one moment and long the next, so statistics about it are always wrong: the plan is told what to use
-- (`OFFSET 0` keeps the look at a person's messages going by person), and made once.
DROP FUNCTION claim_messages(integer, text, timestamptz);

-- What a message's reference is made of: nobody who knows only the message's id can make it up.
CREATE FUNCTION reference_base(told message) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(told.booking_id::text, told.consent_id::text, md5(told.person_key))
$$;

-- Whether a message disturbs at night. What somebody asked for again is wanted now.
CREATE FUNCTION disturbs(kind message_kind, resend smallint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind IN ('consent-requested', 'consent-given', 'consent-ended') OR kind IN ('displacement', 'offer') AND resend = 0
$$;

CREATE FUNCTION claim_messages(look_at integer, claimed_for text, quiet_until timestamptz) RETURNS TABLE (
    verdict text,
    id bigint,
    booking_id uuid,
    consent_id uuid,
    kind text,
    version integer,
    reference_base text,
    requeued smallint,
    language text,
    sealed_contact text,
    sealed_facts text,
    attempts integer,
    lease timestamptz,
    person_key text,
    number text,
    dose smallint,
    slot_id bigint,
    site_name text,
    municipality text,
    starts_at timestamptz,
    product text,
    offered jsonb,
    expires_at timestamptz,
    consent jsonb,
    turn jsonb
) LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    -- How long a claimer has for handing a message over and noting what became of it.
    claim CONSTANT interval := '45 seconds';
    look_again CONSTANT interval := '1 second';
    latest_retry CONSTANT interval := '6 minutes';
    judged_at CONSTANT timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    WITH due AS MATERIALIZED (
        SELECT message.* FROM message
        WHERE message.state = 'queued' AND message.carrier IS NULL AND message.next_attempt_at <= judged_at
        ORDER BY message.next_attempt_at, message.id
        LIMIT look_at
        FOR UPDATE SKIP LOCKED
    ), examined AS MATERIALIZED (
        SELECT
            due.id,
            earlier.settled_at,
            CASE
                WHEN due.expires_at <= judged_at
                    OR due.version < booking.version OR booking.erased_at IS NOT NULL OR offer.state <> 'open'
                    OR agreed.erased_at IS NOT NULL
                    OR due.kind IN ('code', 'consent-requested') AND agreed.state <> 'requested'
                    OR due.kind = 'consent-given' AND agreed.state <> 'given'
                    OR door.closed OR door.closes_at <= judged_at
                    THEN 'supersede'
                WHEN quiet_until IS NOT NULL AND disturbs(due.kind, due.resend) THEN 'hold'
                WHEN earlier.settled_at IS NOT NULL AND due.kind NOT IN ('code', 'turn') THEN 'wait'
                ELSE 'send'
            END AS verdict
        FROM due
        LEFT JOIN booking ON booking.id = due.booking_id
        LEFT JOIN offer ON offer.id = due.offer_id
        LEFT JOIN consent agreed ON agreed.id = due.consent_id
        LEFT JOIN booking_window door ON door.id = due.window_id
        CROSS JOIN LATERAL (
            SELECT max(CASE WHEN other.carrier IS NULL THEN other.next_attempt_at ELSE judged_at END) AS settled_at
            FROM (
                SELECT message.*, held.version AS newest
                FROM (
                    SELECT held.id, held.version FROM booking held WHERE held.person_key = booking.person_key OFFSET 0
                ) held
                CROSS JOIN LATERAL (SELECT message.* FROM message WHERE message.booking_id = held.id OFFSET 0) message
                UNION ALL
                SELECT message.*, message.version + (
                    message.kind = 'consent-given' AND spoken_of.state <> 'given'
                    OR message.kind = 'consent-requested' AND spoken_of.state <> 'requested'
                )::integer
                FROM message JOIN consent spoken_of ON spoken_of.id = message.consent_id
                WHERE message.person_key = due.person_key AND message.state = 'queued'
                    AND due.consent_id IS NOT NULL AND message.kind <> 'code'
            ) other
            WHERE other.id < due.id AND other.state = 'queued' AND (
                other.carrier IS NOT NULL
                OR other.version >= other.newest
                    AND other.next_attempt_at < judged_at + latest_retry
                    AND NOT (quiet_until IS NOT NULL AND disturbs(other.kind, other.resend))
            )
        ) earlier
    ), judged AS (
        UPDATE message SET
            state = CASE examined.verdict WHEN 'supersede' THEN 'superseded' ELSE 'queued' END::message_state,
            settled_at = CASE examined.verdict WHEN 'supersede' THEN clock_timestamp() END,
            attempts = message.attempts + CASE examined.verdict WHEN 'send' THEN 1 ELSE 0 END,
            carrier = CASE examined.verdict WHEN 'send' THEN claimed_for END,
            asked = 0,
            next_attempt_at = CASE examined.verdict
                WHEN 'send' THEN clock_timestamp() + claim
                WHEN 'wait' THEN greatest(examined.settled_at, judged_at + look_again)
                WHEN 'hold' THEN quiet_until
                ELSE message.next_attempt_at
            END
        FROM examined
        WHERE message.id = examined.id
        RETURNING message.*, examined.verdict, reference_base(message) AS reference_base
    )
    SELECT
        judged.verdict, judged.id, judged.booking_id, judged.consent_id, judged.kind::text, judged.version, judged.reference_base, judged.requeued,
        judged.language::text, judged.sealed_contact, judged.sealed_facts, judged.attempts, judged.next_attempt_at,
        coalesce(booking.person_key, judged.person_key), booking.number,
        CASE WHEN campaign.second_dose_after_days IS NOT NULL THEN booking.dose END,
        slot.id, site.name, site.municipality, slot.starts_at, slot.product,
        CASE WHEN offer.id IS NOT NULL THEN jsonb_build_object(
            'siteName', kept_site.name, 'municipality', kept_site.municipality,
            'startsAt', kept.starts_at, 'product', kept.product
        ) END,
        coalesce(offer.expires_at, judged.expires_at),
        CASE WHEN agreed.id IS NOT NULL THEN jsonb_build_object(
            'reference', agreed.reference, 'relation', agreed.relation, 'scope', to_jsonb(agreed.scope),
            'state', agreed.state, 'endedBy', agreed.ended_by, 'expiresAt', agreed.expires_at,
            'side', CASE judged.person_key WHEN agreed.delegate_key THEN 'delegate' ELSE 'beneficiary' END
        ) END,
        CASE WHEN door.id IS NOT NULL THEN jsonb_build_object(
            'windowId', door.id, 'title', door.title, 'number', judged.number
        ) END
    FROM judged
    LEFT JOIN booking ON booking.id = judged.booking_id
    LEFT JOIN slot ON slot.id = booking.slot_id
    LEFT JOIN site ON site.id = slot.site_id
    LEFT JOIN campaign ON campaign.id = booking.campaign_id
    LEFT JOIN offer ON offer.id = judged.offer_id
    LEFT JOIN slot kept ON kept.id = offer.slot_id
    LEFT JOIN site kept_site ON kept_site.id = kept.site_id
    LEFT JOIN consent agreed ON agreed.id = judged.consent_id
    LEFT JOIN booking_window door ON door.id = judged.window_id
    ORDER BY judged.id;
END $$;
