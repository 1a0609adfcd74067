-- A file of a roll can be read ahead as those of sites and slots are. Its import itself stays as it is.
ALTER TYPE "data_import_kind" ADD VALUE 'roll';

-- One piece of a roll's file, read and not written: who would be added, of whom the roll would say something else, of whom
-- the same. `window_id` is the campaign. What is remembered of a line until the file ends says nothing of the person outside
-- of this very preview.
CREATE FUNCTION preview_roll_piece(
    p_import uuid, p_offset bigint, p_next bigint, p_lines integer, p_heading text[], p_most_rejects integer, p_most_noted integer,
    p_reject_lines integer[], p_reject_reasons text[],
    p_at_lines integer[], p_person_keys text[], p_match_indexes text[], p_phone_indexes text[]
) RETURNS text LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    v_problem text;
    v_campaign text;
    v_fresh integer;
    v_duplicate_lines integer[] := '{}';
    v_first_lines integer[] := '{}';
    v_changed integer;
    v_unchanged integer;
BEGIN
    v_problem := hold_import(p_import, p_offset);
    IF v_problem IS NOT NULL THEN RETURN v_problem; END IF;
    SELECT window_id INTO v_campaign FROM data_import WHERE id = p_import;

    INSERT INTO import_line (import_id, key, line)
    SELECT p_import, encode(sha256(convert_to(p_import || row.person_key, 'UTF8')), 'base64'), row.line
    FROM unnest(p_at_lines, p_person_keys) AS row (line, person_key)
    ORDER BY row.line
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_fresh = ROW_COUNT;
    IF v_fresh < cardinality(p_at_lines) THEN
        SELECT array_agg(row.line), array_agg(standing.line) INTO v_duplicate_lines, v_first_lines
        FROM unnest(p_at_lines, p_person_keys) AS row (line, person_key)
        JOIN import_line standing ON standing.import_id = p_import AND standing.line <> row.line
            AND standing.key = encode(sha256(convert_to(p_import || row.person_key, 'UTF8')), 'base64');
    END IF;
    SELECT count(*) FILTER (WHERE NOT says_same), count(*) FILTER (WHERE says_same) INTO v_changed, v_unchanged
    FROM (
        SELECT known.match_index = row.match_index AND known.phone_index IS NOT DISTINCT FROM row.phone_index AS says_same
        FROM unnest(p_at_lines, p_person_keys, p_match_indexes, p_phone_indexes) AS row (line, person_key, match_index, phone_index)
        JOIN roll_entry known ON known.campaign_id = v_campaign AND known.person_key = row.person_key
        WHERE NOT EXISTS (SELECT FROM unnest(v_duplicate_lines) AS duplicate (line) WHERE duplicate.line = row.line)
    ) AS on_roll;
    PERFORM note_import_piece(p_import, p_next, p_lines, p_heading, v_fresh - v_changed - v_unchanged, v_changed, v_unchanged,
        p_reject_lines || v_duplicate_lines,
        p_reject_reasons || array_fill('duplicate'::text, ARRAY[cardinality(v_duplicate_lines)]),
        array_fill(NULL::integer, ARRAY[cardinality(p_reject_lines)]) || v_first_lines, p_most_rejects);
    RETURN NULL;
END $$;
