-- One piece of the file of a roll, in one transaction: the people in it, the lines that made nobody an entry, and how far
-- the import has come. Given twice, by whomever, it counts once, because it has to begin where the import stands. Imports
-- into one campaign take turns. Answers the code of what stands against it, or null.
CREATE FUNCTION take_roll_piece(
    p_import text, p_offset bigint, p_next bigint, p_lines integer, p_most_rejects integer,
    p_person_keys text[], p_match_indexes text[], p_phone_indexes text[], p_sealed_entries text[], p_at_lines integer[],
    p_reject_lines integer[], p_reject_reasons text[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_import roll_import%ROWTYPE;
    v_added integer[];
    v_changed integer;
    v_unchanged integer;
    v_duplicates integer;
BEGIN
    SELECT * INTO v_import FROM roll_import WHERE id = p_import FOR UPDATE;
    IF NOT FOUND THEN RETURN 'unknown'; END IF;
    IF v_import.state = 'done' THEN RETURN 'done'; END IF;
    IF v_import.offset_bytes <> p_offset THEN RETURN 'elsewhere'; END IF;
    PERFORM FROM campaign WHERE id = v_import.campaign_id AND erased_at IS NULL FOR SHARE;
    IF NOT FOUND THEN RETURN 'erased'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('roll ' || v_import.campaign_id, 0));

    WITH added AS (
        INSERT INTO roll_entry (campaign_id, person_key, match_index, phone_index, sealed_entry, import_id, line)
        SELECT v_import.campaign_id, given.*
        FROM (SELECT person_key, match_index, phone_index, sealed_entry, p_import, line
            FROM unnest(p_person_keys, p_match_indexes, p_phone_indexes, p_sealed_entries, p_at_lines)
                AS row (person_key, match_index, phone_index, sealed_entry, line)) AS given
        ON CONFLICT DO NOTHING
        RETURNING line
    )
    SELECT coalesce(array_agg(line), '{}') INTO v_added FROM added;

    v_changed := 0; v_unchanged := 0; v_duplicates := 0;
    IF cardinality(v_added) < cardinality(p_at_lines) THEN
        WITH known AS MATERIALIZED (
            SELECT given.*, before.import_id = p_import OR given.nth > 1 AS is_duplicate,
                CASE WHEN before.import_id = p_import THEN before.line ELSE given.first_line END AS stands,
                before.match_index = given.match_index AND before.phone_index IS NOT DISTINCT FROM given.phone_index AS says_same
            FROM (SELECT row.*, row_number() OVER of_person AS nth, first_value(line) OVER of_person AS first_line
                FROM unnest(p_person_keys, p_match_indexes, p_phone_indexes, p_sealed_entries, p_at_lines)
                    AS row (person_key, match_index, phone_index, sealed_entry, line)
                WHERE NOT EXISTS (SELECT FROM unnest(v_added) AS added (line) WHERE added.line = row.line)
                WINDOW of_person AS (PARTITION BY row.person_key ORDER BY row.line)) AS given
            JOIN roll_entry before ON before.campaign_id = v_import.campaign_id AND before.person_key = given.person_key
        ), written AS (
            UPDATE roll_entry SET
                match_index = CASE WHEN says_same THEN roll_entry.match_index ELSE known.match_index END,
                phone_index = CASE WHEN says_same THEN roll_entry.phone_index ELSE known.phone_index END,
                sealed_entry = CASE WHEN says_same THEN roll_entry.sealed_entry ELSE known.sealed_entry END,
                import_id = p_import,
                line = known.line
            FROM known
            WHERE campaign_id = v_import.campaign_id AND roll_entry.person_key = known.person_key AND NOT is_duplicate
        ), noted AS (
            INSERT INTO roll_reject (import_id, line, reason, first_line)
            SELECT p_import, line, 'duplicate', stands FROM known WHERE is_duplicate
            ORDER BY line LIMIT greatest(0, p_most_rejects - v_import.rejected)
        )
        SELECT count(*) FILTER (WHERE NOT is_duplicate AND NOT says_same), count(*) FILTER (WHERE NOT is_duplicate AND says_same),
            count(*) FILTER (WHERE is_duplicate)
        INTO v_changed, v_unchanged, v_duplicates FROM known;
    END IF;

    INSERT INTO roll_reject (import_id, line, reason)
    SELECT p_import, row.* FROM unnest(p_reject_lines, p_reject_reasons) AS row (line, reason)
    ORDER BY line LIMIT greatest(0, p_most_rejects - v_import.rejected - v_duplicates);

    UPDATE roll_import SET
        offset_bytes = p_next,
        lines = v_import.lines + p_lines,
        added = v_import.added + cardinality(v_added),
        changed = v_import.changed + v_changed,
        unchanged = v_import.unchanged + v_unchanged,
        rejected = v_import.rejected + v_duplicates + cardinality(p_reject_lines),
        state = CASE WHEN p_next = file_bytes THEN 'done' ELSE 'running' END::roll_import_state,
        updated_at = clock_timestamp()
    WHERE id = p_import;
    RETURN NULL;
END $$;
