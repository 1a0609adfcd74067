-- The trail is read in order of time, the newest first: by any filter, and between two instants, from an index.
DROP INDEX "audit_entry_actor_id_idx";
DROP INDEX "audit_entry_action_id_idx";
CREATE INDEX "audit_entry_at_id_idx" ON "audit_entry"("at", "id");
CREATE INDEX "audit_entry_actor_at_id_idx" ON "audit_entry"("actor", "at", "id");
CREATE INDEX "audit_entry_action_at_id_idx" ON "audit_entry"("action", "at", "id");

-- Strategy. Looking back over the newest 20,000 ids reads so many entries and so many links, however long the trail is: both sides
-- of the comparison are bounded, or Postgres would read every link each second.
CREATE OR REPLACE FUNCTION seal_audit(most integer, everything boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    place bigint;
    last_hash bytea;
    behind bigint := 0;
    sealed integer := 0;
    entry audit_entry;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7360101) THEN
        RETURN 0;
    END IF;
    SELECT position, hash INTO place, last_hash FROM audit_link ORDER BY position DESC LIMIT 1;
    place := coalesce(place, 0);
    last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    IF NOT everything THEN
        behind := (SELECT coalesce(max(entry_id), 0) - 20000 FROM audit_link);
    END IF;
    FOR entry IN
        SELECT e.* FROM audit_entry e
        WHERE e.id > behind AND NOT EXISTS (SELECT FROM audit_link link WHERE link.entry_id = e.id AND link.entry_id > behind)
        ORDER BY e.id LIMIT most
    LOOP
        place := place + 1;
        last_hash := audit_link_hash(last_hash, place, entry);
        INSERT INTO audit_link (position, entry_id, hash) VALUES (place, entry.id, last_hash);
        sealed := sealed + 1;
    END LOOP;
    RETURN sealed;
END $$;
