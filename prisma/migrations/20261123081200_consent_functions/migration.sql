-- The only ways a consent changes: asked for, given, refused or withdrawn, lapsed; and the one way a text is asked for.
--
-- Strategy. One function is one transaction: the change, the messages to both sides and the entry in the audit trail are
-- written together or not at all. Whoever changes a consent holds its delegate, and its beneficiary where one is known
-- (`hold_persons`, in order of the keys), so that what is counted about them cannot change until it is done: how many
-- somebody acts for, whether two act for each other, whether a code was tried. Messages about the end of a consent that
-- was given are copies of those that said it was given: the contact and the other side's name are sealed in them already.
--
-- Nothing here tells who is on the roll. A text to somebody who is not is written like any other, to nobody, and marked as
-- never to be sent; its code is counted, tried and used up as any other, but none fits it.

-- What a code would give, sealed when it is issued.
ALTER TABLE "one_time_code"
    ADD COLUMN "sealed_contact" TEXT,
    ADD COLUMN "sealed_facts" TEXT;

-- Every step is on record. A person is named by their side of it, never by a key.
CREATE FUNCTION note_consent(of_consent uuid, action text, actor_kind text, actor_id text, details jsonb DEFAULT '{}')
RETURNS void LANGUAGE sql AS $$
    INSERT INTO audit_entry (actor, action, subject, details)
    VALUES (actor_id, action, 'consent:' || of_consent, jsonb_strip_nulls(details || jsonb_build_object('by', actor_kind)))
$$;

-- Takes one from each allowance, or none: the first that is used up is named, and when there will be more. Allowances are
-- `{kind, key, most, period}` with the period `hour` or `day` (Seoul). Each is one row, held until the transaction ends,
-- and everybody takes them in the order of the kinds given, so exactly so many are given out, and nobody waits in a circle.
CREATE FUNCTION take_allowance(allowances jsonb, OUT refused text, OUT retry_at timestamptz) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    wanted record;
    begun timestamptz;
    taken integer;
BEGIN
    FOR wanted IN
        SELECT kind, key, most, period
        FROM jsonb_to_recordset(allowances) AS allowance (kind text, key text, most integer, period text)
    LOOP
        begun := date_trunc(wanted.period, clock_timestamp(), 'Asia/Seoul');
        INSERT INTO text_allowance AS held (kind, key, since) VALUES (wanted.kind, wanted.key, begun)
        ON CONFLICT (kind, key, since) DO UPDATE SET used = held.used
        RETURNING used INTO taken;
        IF taken >= wanted.most THEN
            refused := wanted.kind;
            retry_at := begun + ('1 ' || wanted.period)::interval;
            RETURN;
        END IF;
    END LOOP;
    UPDATE text_allowance held SET used = held.used + 1
    FROM jsonb_to_recordset(allowances) AS allowance (kind text, key text, period text)
    WHERE held.kind = allowance.kind AND held.key = allowance.key
        AND held.since = date_trunc(allowance.period, clock_timestamp(), 'Asia/Seoul');
END $$;

-- Writes the text that asks the beneficiary: a code, or word of the request. `sealed` holds for whom (`person`), what
-- (`contact`, `facts`), whether it `goes` anywhere, and of a code its `digest` and what it gives.
CREATE FUNCTION write_request_text(held consent, is_code boolean, in_session text, sealed jsonb, code_lasts interval)
RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    now_instant CONSTANT timestamptz := clock_timestamp();
    until_instant timestamptz := held.expires_at;
BEGIN
    IF is_code THEN
        until_instant := now_instant + code_lasts;
        UPDATE one_time_code SET state = 'void' WHERE consent_id = held.id AND state = 'open';
        UPDATE message SET state = 'superseded', settled_at = now_instant
        WHERE consent_id = held.id AND kind = 'code' AND state = 'queued' AND carrier IS NULL;
        INSERT INTO one_time_code (
            consent_id, session_id, code_digest, attempts_left, issued_at, expires_at,
            beneficiary_key, sealed_beneficiary, sealed_contact, sealed_facts)
        VALUES (
            held.id, in_session, sealed->>'digest', 5, now_instant, until_instant,
            sealed->>'beneficiary', sealed->>'sealedBeneficiary', sealed->>'contact', sealed->>'givenFacts');
    END IF;
    INSERT INTO message (
        consent_id, person_key, kind, version, resend, state, settled_at, sealed_contact, sealed_facts, language,
        expires_at, next_attempt_at, created_at)
    SELECT
        held.id, sealed->>'person', (CASE WHEN is_code THEN 'code' ELSE 'consent-requested' END)::message_kind, 1, count(*),
        (CASE WHEN (sealed->>'goes')::boolean THEN 'queued' ELSE 'superseded' END)::message_state,
        CASE WHEN NOT (sealed->>'goes')::boolean THEN now_instant END,
        sealed->>'contact', sealed->>'facts', held.language, until_instant, now_instant, now_instant
    FROM message WHERE consent_id = held.id AND kind IN ('code', 'consent-requested');
END $$;

-- Asks for a consent. An open request of the same delegate about the same name and birth date gives way to it. `text` as
-- in `write_request_text`; `limits` holds how often one may ask (`asking`) and how many texts may be sent (`texts`). Without
-- a code the request stands even when no text may be sent any more. Problems:
-- too-many-beneficiaries, and code-limit or too-many-requests with `retry_at`.
CREATE FUNCTION request_consent(asked jsonb, text jsonb, limits jsonb, OUT problem text, OUT retry_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    held consent;
    now_instant timestamptz;
    replaced uuid;
    refused text;
    may_text boolean;
    is_code CONSTANT boolean := asked->>'way' = 'code';
BEGIN
    PERFORM hold_persons(ARRAY[asked->>'delegateKey']);
    now_instant := clock_timestamp();
    IF (
        SELECT count(DISTINCT match_index) FROM consent
        WHERE delegate_key = asked->>'delegateKey' AND match_index <> asked->>'matchIndex'
            AND state IN ('requested', 'given') AND expires_at > now_instant
    ) >= (limits->>'beneficiaries')::integer THEN
        problem := 'too-many-beneficiaries';
        RETURN;
    END IF;
    IF is_code THEN
        SELECT allowance.refused, allowance.retry_at INTO refused, retry_at
        FROM take_allowance((limits->'asking') || (limits->'texts')) allowance;
        may_text := refused IS NULL;
    ELSE
        SELECT allowance.refused, allowance.retry_at INTO refused, retry_at FROM take_allowance(limits->'asking') allowance;
    END IF;
    IF refused IS NULL AND NOT is_code THEN
        SELECT allowance.refused, allowance.retry_at INTO refused, retry_at FROM take_allowance(limits->'texts') allowance;
        may_text := refused IS NULL;
    END IF;
    IF refused IS NOT NULL AND (is_code OR may_text IS NULL) THEN
        problem := CASE WHEN is_code THEN 'code-limit' ELSE 'too-many-requests' END;
        RETURN;
    END IF;
    retry_at := NULL;

    FOR replaced IN
        UPDATE consent SET state = 'withdrawn', ended_at = now_instant, ended_by = 'delegate'
        WHERE delegate_key = asked->>'delegateKey' AND match_index = asked->>'matchIndex' AND state = 'requested'
        RETURNING id
    LOOP
        UPDATE one_time_code SET state = 'void' WHERE consent_id = replaced AND state = 'open';
        PERFORM note_consent(replaced, 'consent.end', 'delegate', 'delegate', '{"was": "requested", "state": "withdrawn"}');
    END LOOP;
    INSERT INTO consent (
        id, reference, delegate_key, relation, way, scope, days, asked_at, expires_at, sealed_delegate, sealed_named,
        match_index, phone_index, language)
    VALUES (
        (asked->>'id')::uuid, asked->>'reference', asked->>'delegateKey', asked->>'relation', (asked->>'way')::consent_way,
        ARRAY(SELECT jsonb_array_elements_text(asked->'scope')), (asked->>'days')::smallint, now_instant,
        now_instant + make_interval(secs => (limits->>'requestSeconds')::integer), asked->>'sealedDelegate',
        asked->>'sealedNamed', asked->>'matchIndex', asked->>'phoneIndex', (asked->>'language')::language)
    RETURNING * INTO held;
    IF may_text THEN
        PERFORM write_request_text(
            held, is_code, asked->>'sessionId', text, make_interval(secs => (limits->>'codeSeconds')::integer));
    END IF;
    PERFORM note_consent(held.id, 'consent.request', 'delegate', 'delegate', jsonb_build_object(
        'way', held.way, 'relation', held.relation, 'scope', to_jsonb(held.scope), 'days', held.days));
END $$;

-- Sends another code for a request; the one before it is good for nothing from then on. Problems: consent-unknown,
-- consent-settled, code-limit with `retry_at`.
CREATE FUNCTION send_code(
    of_consent uuid, of_delegate text, in_session text, text jsonb, limits jsonb, OUT problem text, OUT retry_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    held consent;
    refused text;
BEGIN
    PERFORM hold_persons(ARRAY[of_delegate]);
    SELECT * INTO held FROM consent WHERE id = of_consent AND delegate_key = of_delegate FOR NO KEY UPDATE;
    IF held.id IS NULL THEN
        problem := 'consent-unknown';
        RETURN;
    ELSIF held.state <> 'requested' OR held.expires_at <= clock_timestamp() THEN
        problem := 'consent-settled';
        RETURN;
    END IF;
    SELECT issued_at + make_interval(secs => (limits->>'apartSeconds')::integer) INTO retry_at
    FROM one_time_code WHERE consent_id = of_consent ORDER BY id DESC LIMIT 1;
    IF retry_at > clock_timestamp() THEN
        problem := 'code-limit';
        RETURN;
    END IF;
    SELECT allowance.refused, allowance.retry_at INTO refused, retry_at FROM take_allowance((limits->'asking') || (limits->'texts')) allowance;
    IF refused IS NOT NULL THEN
        problem := 'code-limit';
        RETURN;
    END IF;
    retry_at := NULL;
    UPDATE consent SET way = 'code' WHERE id = of_consent;
    PERFORM write_request_text(
        held, true, in_session, text, make_interval(secs => (limits->>'codeSeconds')::integer));
    PERFORM note_consent(of_consent, 'consent.code', 'delegate', 'delegate');
END $$;

-- Puts a consent in force. The caller holds both persons and the row. `gift` says to whom and how: `beneficiary`,
-- `sealedBeneficiary`, `contact`, `facts`, `way`, `language`, and where it is less than was asked `scope` and `days`; `by`
-- and `actor` for the record, and the `reason` of an agent. Returns what keeps it from being given; `ended` are consents of
-- the same two that it takes the place of.
CREATE FUNCTION put_in_force(held consent, gift jsonb, beneficiaries integer, OUT problem text, OUT ended uuid[])
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    now_instant CONSTANT timestamptz := clock_timestamp();
    of_beneficiary CONSTANT text := gift->>'beneficiary';
    given consent;
BEGIN
    ended := '{}';
    IF of_beneficiary = held.delegate_key THEN
        problem := 'consent-self';
        RETURN;
    ELSIF EXISTS (
        SELECT FROM consent WHERE delegate_key = of_beneficiary AND beneficiary_key = held.delegate_key
            AND state = 'given' AND expires_at > now_instant
    ) THEN
        problem := 'consent-circular';
        RETURN;
    ELSIF (
        SELECT count(*) FROM consent WHERE delegate_key = held.delegate_key AND beneficiary_key <> of_beneficiary
            AND state = 'given' AND expires_at > now_instant
    ) >= beneficiaries THEN
        problem := 'too-many-beneficiaries';
        RETURN;
    END IF;

    WITH replaced AS (
        UPDATE consent SET
            state = CASE WHEN expires_at > now_instant THEN 'withdrawn' ELSE 'lapsed' END::consent_state,
            ended_at = now_instant, ended_by = 'system'
        WHERE delegate_key = held.delegate_key AND beneficiary_key = of_beneficiary AND state = 'given'
        RETURNING id, state
    ), noted AS (
        SELECT id, note_consent(id, 'consent.end', 'system', 'system', jsonb_build_object(
            'was', 'given', 'state', state, 'replacedBy', held.id)) FROM replaced
    )
    SELECT coalesce(array_agg(id), '{}') INTO ended FROM noted;
    UPDATE one_time_code SET state = 'void' WHERE consent_id = held.id AND state = 'open';
    UPDATE consent SET
        state = 'given', way = (gift->>'way')::consent_way, beneficiary_key = of_beneficiary,
        sealed_beneficiary = gift->>'sealedBeneficiary', given_at = now_instant,
        scope = CASE WHEN jsonb_typeof(gift->'scope') = 'array'
            THEN ARRAY(SELECT jsonb_array_elements_text(gift->'scope')) ELSE scope END,
        days = coalesce((gift->>'days')::smallint, days),
        expires_at = now_instant + make_interval(days => coalesce((gift->>'days')::integer, days))
    WHERE id = held.id
    RETURNING * INTO given;
    INSERT INTO message (
        consent_id, person_key, kind, version, sealed_contact, sealed_facts, language, next_attempt_at, created_at)
    VALUES
        (given.id, given.delegate_key, 'consent-given', 1, given.sealed_delegate, given.sealed_named,
            given.language, now_instant, now_instant),
        (given.id, of_beneficiary, 'consent-given', 1, gift->>'contact', gift->>'facts',
            coalesce((gift->>'language')::language, given.language), now_instant, now_instant);
    PERFORM note_consent(given.id, 'consent.give', gift->>'by', gift->>'actor', jsonb_build_object(
        'way', given.way, 'scope', to_jsonb(given.scope), 'days', given.days, 'reason', gift->>'reason'));
END $$;

-- Tries a code: each try is counted before it is compared, so that no two of them are one. The right one gives the consent.
-- Problems: consent-unknown, consent-settled, code-expired, code-wrong with `attempts_left`, and those of `put_in_force`,
-- after which the code may be tried again.
CREATE FUNCTION check_code(
    of_consent uuid, of_delegate text, in_session text, digest text, beneficiaries integer,
    OUT problem text, OUT attempts_left integer, OUT ended uuid[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    held consent;
    code one_time_code;
    expected text;
BEGIN
    SELECT beneficiary_key INTO expected FROM one_time_code WHERE consent_id = of_consent AND state = 'open';
    PERFORM hold_persons(ARRAY[of_delegate, coalesce(expected, of_delegate)]);
    SELECT * INTO held FROM consent WHERE id = of_consent AND delegate_key = of_delegate FOR NO KEY UPDATE;
    IF held.id IS NULL THEN
        problem := 'consent-unknown';
        RETURN;
    ELSIF held.state <> 'requested' OR held.expires_at <= clock_timestamp() THEN
        problem := 'consent-settled';
        RETURN;
    END IF;
    UPDATE one_time_code SET attempts_left = attempts_left - 1
    WHERE consent_id = of_consent AND state = 'open' AND attempts_left > 0 AND expires_at > clock_timestamp()
        AND session_id = in_session AND beneficiary_key IS NOT DISTINCT FROM expected
    RETURNING * INTO code;
    IF code.id IS NULL THEN
        problem := 'code-expired';
        RETURN;
    ELSIF code.code_digest <> digest OR code.beneficiary_key IS NULL THEN
        problem := 'code-wrong';
        attempts_left := code.attempts_left;
        PERFORM note_consent(of_consent, 'consent.code-wrong', 'delegate', 'delegate', jsonb_build_object(
            'attemptsLeft', attempts_left));
        RETURN;
    END IF;
    SELECT done.problem, done.ended INTO problem, ended
    FROM put_in_force(held, jsonb_build_object(
        'beneficiary', code.beneficiary_key, 'sealedBeneficiary', code.sealed_beneficiary, 'contact', code.sealed_contact,
        'facts', code.sealed_facts, 'way', 'code', 'by', 'delegate', 'actor', 'delegate'), beneficiaries) done;
    IF problem IS NULL THEN
        UPDATE one_time_code SET state = 'used' WHERE id = code.id;
    END IF;
END $$;

-- Gives a consent that was asked for, in the name of `gift.beneficiary`: whom it was bound to by its reference, or else who
-- bears the name and the birth date that were typed, and, unless an agent vouches for the reference, has the phone. Given
-- again by the same person it changes nothing. Problems: consent-unknown, consent-settled, and those of `put_in_force`.
CREATE FUNCTION give_consent(
    of_consent uuid, of_match text, of_phone text, gift jsonb, beneficiaries integer, OUT problem text, OUT ended uuid[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    held consent;
    of_beneficiary CONSTANT text := gift->>'beneficiary';
BEGIN
    ended := '{}';
    SELECT * INTO held FROM consent WHERE id = of_consent;
    IF held.id IS NULL THEN
        problem := 'consent-unknown';
        RETURN;
    END IF;
    PERFORM hold_persons(ARRAY[held.delegate_key, of_beneficiary]);
    SELECT * INTO held FROM consent WHERE id = of_consent FOR NO KEY UPDATE;
    IF held.beneficiary_key IS DISTINCT FROM of_beneficiary AND (
        held.beneficiary_key IS NOT NULL OR held.match_index <> of_match
        OR held.phone_index <> of_phone AND gift->>'way' <> 'agent'
    ) THEN
        problem := 'consent-unknown';
    ELSIF held.state = 'given' AND held.expires_at > clock_timestamp() THEN
        RETURN;
    ELSIF held.state <> 'requested' OR held.expires_at <= clock_timestamp() THEN
        problem := 'consent-settled';
    ELSE
        SELECT done.problem, done.ended INTO problem, ended FROM put_in_force(held, gift, beneficiaries) done;
    END IF;
END $$;

-- Ends a consent, or a request for one, from this moment on; ended already, nothing changes. `ending` is `withdrawn`, or
-- `refused`, which only whoever was asked can, and only before it is given. Whoever was asked and withdraws has refused.
-- Staff name nobody, but themselves. Problems: consent-unknown, also to whom it does not concern; consent-settled.
CREATE FUNCTION end_consent(
    of_consent uuid, of_person text, of_match text, of_phone text, ending text, actor_kind text, actor_id text, reason text
) RETURNS text LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    held consent;
    was consent_state;
    side text;
BEGIN
    SELECT * INTO held FROM consent WHERE id = of_consent;
    IF held.id IS NULL THEN
        RETURN 'consent-unknown';
    END IF;
    PERFORM hold_persons(ARRAY[held.delegate_key, coalesce(held.beneficiary_key, of_person, held.delegate_key)]);
    SELECT * INTO held FROM consent WHERE id = of_consent FOR NO KEY UPDATE;
    side := CASE
        WHEN of_person IS NULL THEN 'agent'
        WHEN held.delegate_key = of_person THEN 'delegate'
        WHEN held.beneficiary_key = of_person THEN 'beneficiary'
        WHEN held.beneficiary_key IS NULL AND held.state = 'requested' AND held.match_index = of_match
            AND held.phone_index = of_phone THEN 'beneficiary'
    END;
    was := held.state;
    IF side IS NULL OR (ending = 'refused' AND side <> 'beneficiary') THEN
        RETURN 'consent-unknown';
    ELSIF ending = 'refused' AND was = 'refused' THEN
        RETURN NULL;
    ELSIF ending = 'refused' AND (was <> 'requested' OR held.expires_at <= clock_timestamp()) THEN
        RETURN 'consent-settled';
    ELSIF was NOT IN ('requested', 'given') THEN
        RETURN NULL;
    END IF;
    UPDATE consent SET
        state = CASE
            WHEN expires_at <= clock_timestamp() THEN 'lapsed'
            WHEN was = 'requested' AND side = 'beneficiary' THEN 'refused'
            ELSE 'withdrawn'
        END::consent_state,
        ended_by = CASE WHEN expires_at <= clock_timestamp() THEN 'system' ELSE side END,
        beneficiary_key = CASE WHEN side = 'beneficiary' THEN of_person ELSE beneficiary_key END,
        ended_at = clock_timestamp()
    WHERE id = of_consent
    RETURNING * INTO held;
    PERFORM tell_of_end(held, was);
    PERFORM note_consent(
        of_consent, 'consent.end',
        CASE held.ended_by WHEN 'agent' THEN actor_kind WHEN 'beneficiary' THEN 'citizen' ELSE held.ended_by END,
        CASE held.ended_by WHEN 'agent' THEN actor_id ELSE held.ended_by END,
        jsonb_build_object('was', was, 'state', held.state, 'reason', reason));
    RETURN NULL;
END $$;

-- Tells both sides of the end of what was given, and the delegate of a refusal. Nobody is told of a request that its
-- delegate takes back, or that nobody answered: nothing was agreed.
CREATE FUNCTION tell_of_end(held consent, was consent_state) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    UPDATE one_time_code SET state = 'void' WHERE consent_id = held.id AND state = 'open';
    INSERT INTO message (
        consent_id, person_key, kind, version, sealed_contact, sealed_facts, language, next_attempt_at, created_at)
    SELECT held.id, told.person_key, 'consent-ended', 1, told.sealed_contact, told.sealed_facts, told.language,
        held.ended_at, held.ended_at
    FROM (
        SELECT person_key, sealed_contact, sealed_facts, language FROM message
        WHERE was = 'given' AND consent_id = held.id AND kind = 'consent-given'
        UNION ALL
        SELECT held.delegate_key, held.sealed_delegate, held.sealed_named, held.language
        WHERE held.state = 'refused'
    ) told;
END $$;

-- Ends up to `most` consents and requests whose time is over. Returns how many ended.
CREATE FUNCTION lapse_consents(most integer) RETURNS integer LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    late record;
    held consent;
    ended integer := 0;
BEGIN
    FOR late IN
        SELECT id, state FROM consent
        WHERE (state = 'requested' OR state = 'given') AND expires_at <= clock_timestamp()
        ORDER BY expires_at, id LIMIT most FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        UPDATE consent SET state = 'lapsed', ended_at = clock_timestamp(), ended_by = 'system' WHERE id = late.id
        RETURNING * INTO held;
        PERFORM tell_of_end(held, late.state);
        PERFORM note_consent(late.id, 'consent.end', 'system', 'system', jsonb_build_object(
            'was', late.state, 'state', 'lapsed'));
        ended := ended + 1;
    END LOOP;
    RETURN ended;
END $$;
