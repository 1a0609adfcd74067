-- A seat that somebody with one dose leaves goes to whoever waits for it in the same step. `move_booking` names the other
-- dose among those to be left out, and where there is none it names NULL, with which nobody was different from all of them.
CREATE OR REPLACE FUNCTION pass_on(in_line uuid[], but_not uuid[], given_back bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    waiting uuid[];
BEGIN
    IF cardinality(in_line) = 0 THEN
        RETURN;
    END IF;
    waiting := ARRAY(
        SELECT id FROM booking
        WHERE id = ANY (in_line) AND id <> ALL (array_remove(but_not, NULL)) AND state = 'displaced' AND waits_for_offer(id)
    );
    IF cardinality(waiting) > 0 THEN
        PERFORM serve_displaced(waiting, NULL, given_back);
    END IF;
END $$;
