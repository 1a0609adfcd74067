-- The audit trail as a chain: each link holds the hash of its entry and of the link before, so that nothing can be changed,
-- removed, put in between or put in another order without every later hash being another one.
--
-- Strategy. Entries are sealed a moment after they committed, by one worker at a time, and never by the transaction that
-- writes them: a chain has one end, and bookings would queue for it. An entry whose transaction committed late has a place
-- behind those that were sealed before.
CREATE TABLE "audit_link" (
    "position" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("position")
);
CREATE UNIQUE INDEX "audit_link_entry_id_key" ON "audit_link"("entry_id");

CREATE TRIGGER "audit_link_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_link"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Searched by who did it and by what was done; each list has the newest first.
CREATE INDEX "audit_entry_actor_id_idx" ON "audit_entry"("actor", "id");
CREATE INDEX "audit_entry_action_id_idx" ON "audit_entry"("action", "id");

-- `5:hello,`: no two lists of texts are written alike (https://cr.yp.to/proto/netstrings.txt).
CREATE FUNCTION netstring(value text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(octet_length(convert_to(value, 'UTF8'))::text || ':' || value || ',', 'UTF8')
$$;

-- The hash of a link: SHA-256 of the hash before (32 zero bytes before the first), and of the position, the id, the instant
-- (UTC, milliseconds), the actor, the action, the subject and the details (as `jsonb` is written), each as a netstring.
CREATE FUNCTION audit_link_hash(before bytea, place bigint, entry audit_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(
        before || netstring(place::text) || netstring(entry.id::text)
        || netstring(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        || netstring(entry.actor) || netstring(entry.action) || netstring(entry.subject) || netstring(entry.details::text))
$$;

-- Seals up to `most` entries in the order of their ids and says how many; 0 while somebody else is at it. Unless it is to
-- look through `everything`, it looks back over the newest 20,000 entries it sealed for any that committed late.
CREATE FUNCTION seal_audit(most integer, everything boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    place bigint;
    last_hash bytea;
    sealed integer := 0;
    entry audit_entry;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7360101) THEN
        RETURN 0;
    END IF;
    SELECT position, hash INTO place, last_hash FROM audit_link ORDER BY position DESC LIMIT 1;
    place := coalesce(place, 0);
    last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    FOR entry IN
        SELECT e.* FROM audit_entry e
        WHERE (everything OR e.id > (SELECT coalesce(max(entry_id), 0) - 20000 FROM audit_link))
            AND NOT EXISTS (SELECT FROM audit_link link WHERE link.entry_id = e.id)
        ORDER BY e.id LIMIT most
    LOOP
        place := place + 1;
        last_hash := audit_link_hash(last_hash, place, entry);
        INSERT INTO audit_link (position, entry_id, hash) VALUES (place, entry.id, last_hash);
        sealed := sealed + 1;
    END LOOP;
    RETURN sealed;
END $$;
