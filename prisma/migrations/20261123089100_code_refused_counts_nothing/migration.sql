-- As before; but who asks for a code that may not be sent is not counted as having asked: the text was all they asked for.

-- Asks for a consent. An open request of the same delegate about the same name and birth date gives way to it. `text` as
-- in `write_request_text`; `limits` holds how often one may ask (`asking`) and how many texts may be sent (`texts`). Without
-- a code the request stands even when no text may be sent any more. Problems:
-- too-many-beneficiaries, and code-limit or too-many-requests with `retry_at`.
CREATE OR REPLACE FUNCTION request_consent(asked jsonb, text jsonb, limits jsonb, OUT problem text, OUT retry_at timestamptz)
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
