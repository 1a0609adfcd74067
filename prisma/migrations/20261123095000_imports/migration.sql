-- Files of sites and of slots, taken in piece by piece as rolls are: each piece in one transaction that raises
-- `offset_bytes`, so that whatever stops it, it goes on exactly there. A preview does the same and writes nothing of it.

CREATE TYPE "data_import_kind" AS ENUM ('sites', 'slots');
CREATE TYPE "data_import_state" AS ENUM ('running', 'done', 'left');

CREATE TABLE "data_import" (
    "id" UUID NOT NULL,
    "kind" "data_import_kind" NOT NULL,
    -- Into which slots are imported; empty for sites. Refers to nothing: what was done outlives a draft.
    "window_id" TEXT NOT NULL DEFAULT '',
    "preview" BOOLEAN NOT NULL,
    "state" "data_import_state" NOT NULL DEFAULT 'running',
    "file_digest" TEXT NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "offset_bytes" BIGINT NOT NULL DEFAULT 0,
    -- The columns, as the first line of the file names them.
    "heading" TEXT[] NOT NULL DEFAULT '{}',
    "lines" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_import_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "data_import_offset" CHECK ("offset_bytes" BETWEEN 0 AND "file_bytes")
);

-- Whoever begins the same again goes on with it.
CREATE UNIQUE INDEX "data_import_one_running_per_file" ON "data_import"("kind", "window_id", "file_digest", "preview") WHERE state = 'running';
CREATE INDEX "data_import_started_at_idx" ON "data_import"("started_at");

-- What the lines read so far name, so that a later line naming the same is known for a duplicate, in whatever piece it is,
-- and in a preview, too. Gone when the import ends. Refers to nothing: each reference would be looked up.
CREATE TABLE "import_line" (
    "import_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    -- Of a site that was taken: its municipality and name, which no two may share.
    "claims" TEXT,

    CONSTRAINT "import_line_pkey" PRIMARY KEY ("import_id", "key")
);

CREATE INDEX "import_line_claims" ON "import_line"("import_id", "claims") WHERE claims IS NOT NULL;

-- Lines that were not taken: the number of the line and the reason, never what it said.
CREATE TABLE "import_reject" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    -- On a duplicate: the line that stands.
    "first_line" INTEGER,

    CONSTRAINT "import_reject_pkey" PRIMARY KEY ("import_id", "line")
);

ALTER TABLE "import_reject" ADD CONSTRAINT "import_reject_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "data_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Holds an import until the piece is taken; answers what stands against a piece that begins at `p_offset`, or null.
CREATE FUNCTION hold_import(p_import uuid, p_offset bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_import data_import%ROWTYPE;
BEGIN
    SELECT * INTO v_import FROM data_import WHERE id = p_import FOR UPDATE;
    IF NOT FOUND THEN RETURN 'unknown'; END IF;
    IF v_import.state <> 'running' THEN RETURN v_import.state; END IF;
    IF v_import.offset_bytes <> p_offset THEN RETURN 'elsewhere'; END IF;
    RETURN NULL;
END $$;

-- Notes what a piece came to, and how far the import has come. The end of the file is in the audit trail.
CREATE FUNCTION note_import_piece(
    p_import uuid, p_next bigint, p_lines integer, p_heading text[], p_added integer, p_changed integer, p_unchanged integer,
    p_reject_lines integer[], p_reject_reasons text[], p_first_lines integer[], p_most_rejects integer
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_import data_import%ROWTYPE;
BEGIN
    INSERT INTO import_reject (import_id, line, reason, first_line)
    SELECT p_import, row.* FROM unnest(p_reject_lines, p_reject_reasons, p_first_lines) AS row (line, reason, first_line)
    ORDER BY line LIMIT greatest(0, p_most_rejects - (SELECT rejected FROM data_import WHERE id = p_import));
    UPDATE data_import SET
        offset_bytes = p_next,
        heading = p_heading,
        lines = lines + p_lines,
        added = added + p_added,
        changed = changed + p_changed,
        unchanged = unchanged + p_unchanged,
        rejected = rejected + cardinality(p_reject_lines),
        state = CASE WHEN p_next = file_bytes THEN 'done' ELSE 'running' END::data_import_state,
        updated_at = clock_timestamp()
    WHERE id = p_import RETURNING * INTO v_import;
    IF v_import.state = 'running' THEN RETURN; END IF;
    DELETE FROM import_line WHERE import_id = p_import;
    IF v_import.preview THEN RETURN; END IF;
    PERFORM note_change('staff', v_import.started_by, v_import.kind || '.imported', coalesce(nullif(v_import.window_id, ''), 'sites'),
        jsonb_build_object('import', p_import, 'lines', v_import.lines, 'added', v_import.added, 'changed', v_import.changed,
            'unchanged', v_import.unchanged, 'rejected', v_import.rejected));
END $$;

-- One piece of a file of slots, in one transaction: the slots in it, the lines that made none, and how far the import has
-- come. Of lines that name the same slot the first stands, whatever comes of it, so that the outcome is the same however the
-- file is cut. Answers the code of what stands against the piece, or null. `p_today` is the instant at which this day began:
-- slots of days before belong to a night that is replayed, and can be booked without limit.
--
-- Locks the import, then sites, then slots by id: as everything does that changes slots (see book_group).
CREATE FUNCTION take_slots_piece(
    p_import uuid, p_offset bigint, p_next bigint, p_lines integer, p_heading text[], p_most_rejects integer, p_most_noted integer,
    p_reject_lines integer[], p_reject_reasons text[],
    p_at_lines integer[], p_sites text[], p_starts timestamptz[], p_products text[], p_capacities integer[], p_today timestamptz
) RETURNS text LANGUAGE plpgsql
-- How many lines a piece has is told to the planner each time.
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    v_problem text;
    v_import data_import%ROWTYPE;
    v_fresh integer;
    v_unknown_sites text[];
    v_lines integer[];
    v_reject_lines integer[];
    v_reject_reasons text[];
    v_first_lines integer[];
    v_known_ids bigint[];
    v_known_lines integer[];
    v_below integer[];
    v_before jsonb;
    v_after jsonb;
    v_changed integer;
    v_unchanged integer;
    v_added integer;
BEGIN
    v_problem := hold_import(p_import, p_offset);
    IF v_problem IS NOT NULL THEN RETURN v_problem; END IF;
    SELECT * INTO v_import FROM data_import WHERE id = p_import;
    PERFORM pg_advisory_xact_lock(hashtextextended('slots ' || v_import.window_id, 0));
    IF NOT v_import.preview THEN
        PERFORM FROM site WHERE id IN (SELECT unnest(p_sites)) ORDER BY id FOR SHARE;
    END IF;

    INSERT INTO import_line (import_id, key, line)
    SELECT p_import, concat_ws('|', row.site_id, extract(epoch FROM row.starts_at), row.product), row.line
    FROM unnest(p_at_lines, p_sites, p_starts, p_products) AS row (line, site_id, starts_at, product)
    ORDER BY row.line
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_fresh = ROW_COUNT;
    v_unknown_sites := ARRAY(
        SELECT named.id FROM (SELECT DISTINCT unnest(p_sites) AS id) AS named
        WHERE NOT EXISTS (SELECT FROM site WHERE site.id = named.id));
    v_lines := p_at_lines; v_reject_lines := '{}'; v_reject_reasons := '{}'; v_first_lines := '{}';
    IF v_fresh < cardinality(p_at_lines) OR cardinality(v_unknown_sites) > 0 THEN
        SELECT coalesce(array_agg(line) FILTER (WHERE reason IS NULL), '{}'),
            coalesce(array_agg(line) FILTER (WHERE reason IS NOT NULL), '{}'),
            coalesce(array_agg(reason) FILTER (WHERE reason IS NOT NULL), '{}'),
            coalesce(array_agg(CASE WHEN reason = 'duplicate' THEN first_line END) FILTER (WHERE reason IS NOT NULL), '{}')
        INTO v_lines, v_reject_lines, v_reject_reasons, v_first_lines
        FROM (
            SELECT row.line, standing.line AS first_line, CASE
                WHEN standing.line <> row.line THEN 'duplicate'
                WHEN row.site_id = ANY (v_unknown_sites) THEN 'site-unknown' END AS reason
            FROM unnest(p_at_lines, p_sites, p_starts, p_products) AS row (line, site_id, starts_at, product)
            JOIN import_line standing ON standing.import_id = p_import
                AND standing.key = concat_ws('|', row.site_id, extract(epoch FROM row.starts_at), row.product)
        ) AS told;
    END IF;

    v_known_ids := ARRAY(
        SELECT slot.id
        FROM unnest(p_at_lines, p_sites, p_starts, p_products) AS row (line, site_id, starts_at, product)
        JOIN unnest(v_lines) AS standing (line) ON standing.line = row.line
        JOIN slot ON slot.window_id = v_import.window_id AND slot.site_id = row.site_id AND slot.starts_at = row.starts_at AND slot.product = row.product
        ORDER BY slot.id);
    v_known_lines := '{}'; v_below := '{}'; v_changed := 0; v_unchanged := 0;
    IF cardinality(v_known_ids) > 0 THEN
        IF NOT v_import.preview THEN PERFORM hold_slots(v_known_ids); END IF;
        WITH known AS MATERIALIZED (
            SELECT row.line, slot.id, slot.capacity AS before, row.capacity AS after, slot.taken > row.capacity AS is_below
            FROM unnest(v_known_ids) AS held (id)
            JOIN slot ON slot.id = held.id
            JOIN unnest(p_at_lines, p_sites, p_starts, p_products, p_capacities) AS row (line, site_id, starts_at, product, capacity)
                ON slot.site_id = row.site_id AND slot.starts_at = row.starts_at AND slot.product = row.product
            JOIN unnest(v_lines) AS standing (line) ON standing.line = row.line
        ), written AS (
            UPDATE slot SET capacity = after FROM known
            WHERE slot.id = known.id AND before <> after AND NOT is_below AND NOT v_import.preview
        ), noted AS (
            SELECT * FROM known WHERE before <> after AND NOT is_below ORDER BY line LIMIT p_most_noted
        )
        SELECT array_agg(line), coalesce(array_agg(line) FILTER (WHERE is_below), '{}'),
            count(*) FILTER (WHERE before <> after AND NOT is_below), count(*) FILTER (WHERE before = after),
            (SELECT jsonb_object_agg(id, before) FROM noted), (SELECT jsonb_object_agg(id, after) FROM noted)
        INTO v_known_lines, v_below, v_changed, v_unchanged, v_before, v_after FROM known;
    END IF;

    v_added := cardinality(v_lines) - cardinality(v_known_lines);
    IF v_added > 0 AND NOT v_import.preview THEN
        INSERT INTO slot (window_id, site_id, starts_at, product, capacity, book_until, closed_at)
        SELECT v_import.window_id, row.site_id, row.starts_at, row.product, row.capacity,
            CASE WHEN row.starts_at >= p_today THEN row.starts_at END, site.closed_at
        FROM unnest(p_at_lines, p_sites, p_starts, p_products, p_capacities) AS row (line, site_id, starts_at, product, capacity)
        JOIN (SELECT unnest(v_lines) AS line EXCEPT SELECT unnest(v_known_lines)) AS standing ON standing.line = row.line
        JOIN site ON site.id = row.site_id
        ORDER BY row.line;
    END IF;
    IF v_changed > 0 AND NOT v_import.preview THEN
        PERFORM note_change('staff', v_import.started_by, 'slots.capacity', v_import.window_id, jsonb_build_object(
            'import', p_import, 'changed', v_changed, 'before', v_before, 'after', v_after));
    END IF;
    PERFORM note_import_piece(p_import, p_next, p_lines, p_heading, v_added, v_changed, v_unchanged,
        p_reject_lines || v_reject_lines || v_below,
        p_reject_reasons || v_reject_reasons || array_fill('capacity-below-booked'::text, ARRAY[cardinality(v_below)]),
        array_fill(NULL::integer, ARRAY[cardinality(p_reject_lines)]) || v_first_lines || array_fill(NULL::integer, ARRAY[cardinality(v_below)]),
        p_most_rejects);
    RETURN NULL;
END $$;

-- The same of a file of sites. Line by line, because one line may give a name that another has given up: so it comes to the
-- same however the file is cut. Sites are added and corrected, never removed; a closed one stays closed.
CREATE FUNCTION take_sites_piece(
    p_import uuid, p_offset bigint, p_next bigint, p_lines integer, p_heading text[], p_most_rejects integer, p_most_noted integer,
    p_reject_lines integer[], p_reject_reasons text[],
    p_at_lines integer[], p_ids text[], p_names text[], p_types text[], p_provinces text[], p_municipalities text[],
    p_codes text[], p_latitudes float8[], p_longitudes float8[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_problem text;
    v_import data_import%ROWTYPE;
    v_row record;
    v_site site%ROWTYPE;
    v_claims text;
    v_known jsonb;
    v_said jsonb;
    v_before jsonb := '{}';
    v_after jsonb := '{}';
    v_reject_lines integer[] := '{}';
    v_reject_reasons text[] := '{}';
    v_first_lines integer[] := '{}';
    v_added integer := 0;
    v_changed integer := 0;
    v_unchanged integer := 0;
BEGIN
    v_problem := hold_import(p_import, p_offset);
    IF v_problem IS NOT NULL THEN RETURN v_problem; END IF;
    SELECT * INTO v_import FROM data_import WHERE id = p_import;
    PERFORM pg_advisory_xact_lock(hashtextextended('sites', 0));
    IF NOT v_import.preview THEN
        PERFORM FROM site WHERE id IN (SELECT unnest(p_ids)) ORDER BY id FOR NO KEY UPDATE;
    END IF;
    FOR v_row IN
        SELECT * FROM unnest(p_at_lines, p_ids, p_names, p_types, p_provinces, p_municipalities, p_codes, p_latitudes, p_longitudes)
            AS row (line, id, name, type, province, municipality, municipality_code, latitude, longitude)
        ORDER BY line
    LOOP
        INSERT INTO import_line (import_id, key, line) VALUES (p_import, v_row.id, v_row.line) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            v_reject_lines := v_reject_lines || v_row.line;
            v_reject_reasons := v_reject_reasons || 'duplicate'::text;
            v_first_lines := v_first_lines || (SELECT line FROM import_line WHERE import_id = p_import AND key = v_row.id);
            CONTINUE;
        END IF;
        v_claims := v_row.municipality_code || '|' || v_row.name;
        -- A site that an earlier line gave another name holds its old one no longer, although a preview has not taken it away.
        IF EXISTS (SELECT FROM import_line WHERE import_id = p_import AND claims = v_claims) OR EXISTS (
            SELECT FROM site WHERE municipality_code = v_row.municipality_code AND name = v_row.name AND id <> v_row.id
                AND NOT EXISTS (SELECT FROM import_line WHERE import_id = p_import AND key = site.id AND claims IS NOT NULL)
        ) THEN
            v_reject_lines := v_reject_lines || v_row.line;
            v_reject_reasons := v_reject_reasons || 'name-taken'::text;
            v_first_lines := v_first_lines || NULL::integer;
            CONTINUE;
        END IF;
        UPDATE import_line SET claims = v_claims WHERE import_id = p_import AND key = v_row.id;
        SELECT * INTO v_site FROM site WHERE id = v_row.id;
        IF NOT FOUND THEN
            v_added := v_added + 1;
            IF NOT v_import.preview THEN
                INSERT INTO site (id, name, type, province, municipality, municipality_code, latitude, longitude)
                VALUES (v_row.id, v_row.name, v_row.type, v_row.province, v_row.municipality, v_row.municipality_code, v_row.latitude, v_row.longitude);
            END IF;
            CONTINUE;
        END IF;
        v_said := to_jsonb(v_row) - 'line';
        v_known := to_jsonb(v_site) - 'position' - 'closed_at';
        -- What else may be known of a site is no concern of a file.
        SELECT jsonb_object_agg(key, value) INTO v_known FROM jsonb_each(v_known) WHERE v_said ? key;
        IF v_known = v_said THEN
            v_unchanged := v_unchanged + 1;
            CONTINUE;
        END IF;
        v_changed := v_changed + 1;
        IF v_import.preview THEN CONTINUE; END IF;
        UPDATE site SET name = v_row.name, type = v_row.type, province = v_row.province, municipality = v_row.municipality,
            municipality_code = v_row.municipality_code, latitude = v_row.latitude, longitude = v_row.longitude
        WHERE id = v_row.id;
        IF v_changed <= p_most_noted THEN
            v_before := v_before || jsonb_build_object(v_row.id, v_known - 'id');
            v_after := v_after || jsonb_build_object(v_row.id, v_said - 'id');
        END IF;
    END LOOP;
    IF v_changed > 0 AND NOT v_import.preview THEN
        PERFORM note_change('staff', v_import.started_by, 'sites.change', 'sites', jsonb_build_object(
            'import', p_import, 'changed', v_changed, 'before', v_before, 'after', v_after));
    END IF;
    PERFORM note_import_piece(p_import, p_next, p_lines, p_heading, v_added, v_changed, v_unchanged,
        p_reject_lines || v_reject_lines, p_reject_reasons || v_reject_reasons,
        array_fill(NULL::integer, ARRAY[cardinality(p_reject_lines)]) || v_first_lines, p_most_rejects);
    RETURN NULL;
END $$;
