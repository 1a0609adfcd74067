-- What services may do: everything they need, and in the audit trail nothing but adding and reading. They own no table, so
-- they cannot switch a trigger off either. Migrations are run by the owner.
--
-- Made here where the owner may make roles; where not, somebody else makes `sunbeon_service`, and the next migration finds
-- it. Whoever runs services gives their login this role (see docs/operating.md). Safe to call again and again: it gives
-- what is missing and says whether the role is there.
CREATE FUNCTION give_service_role() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    house text := current_schema();
    thing text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sunbeon_service') THEN
        BEGIN
            CREATE ROLE sunbeon_service NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
                NULL; -- made for another database of this server at this moment
            WHEN insufficient_privilege THEN
                RETURN false;
        END;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO sunbeon_service', house);
    FOR thing IN
        SELECT format('%I.%I', house, relname) FROM pg_class
        WHERE relnamespace = house::regnamespace AND relkind IN ('r', 'p', 'v')
            AND relname NOT IN ('audit_entry', 'audit_link', '_prisma_migrations')
            AND NOT has_table_privilege('sunbeon_service', oid, 'DELETE')
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO sunbeon_service', thing);
    END LOOP;
    FOR thing IN
        SELECT format('%I.%I', house, relname) FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid
        WHERE relnamespace = house::regnamespace AND NOT has_sequence_privilege('sunbeon_service', seqrelid, 'USAGE')
    LOOP
        EXECUTE format('GRANT USAGE, SELECT ON %s TO sunbeon_service', thing);
    END LOOP;
    IF NOT has_table_privilege('sunbeon_service', 'audit_link', 'INSERT') THEN
        GRANT SELECT, INSERT ON audit_entry, audit_link TO sunbeon_service;
    END IF;
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION give_service_role() FROM PUBLIC;

SELECT give_service_role();
