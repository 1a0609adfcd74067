-- A booking in a transaction of its own, over the same tables: what a group commit is measured against.
--
--   pgbench -n -M prepared -c 8 -j 2 -T 10 -D first=1 -D last=1000 -f loadtest/one-by-one.sql "$DATABASE_URL"
--
-- Slots `first` to `last` belong to the window `bench`. It makes the writes `book_group` makes and takes the same care:
-- the request was not decided, the person is not booked, the slot is locked and has a seat.
\set slot random(:first, :last)
\set request random(1, 9000000000000000000)
BEGIN;
SELECT pg_advisory_xact_lock_shared(1, hashtext('bench'));
SELECT pg_advisory_xact_lock(2, hashtext('person-' || :request));
SELECT count(*) FROM booking_request WHERE request_id = 'r-' || :request;
SELECT count(*) FROM booking WHERE person_key = 'person-' || :request AND campaign_id = 'bench' AND state IN ('confirmed', 'displaced');
UPDATE slot SET taken = taken + 1 WHERE id = :slot AND taken < capacity AND closed_at IS NULL;
INSERT INTO booking_request (request_id, window_id, person_key, number, choices, state, alternatives, received_at, decided_at) VALUES ('r-' || :request, 'bench', 'person-' || :request, 1, ARRAY[:slot]::bigint[], 'confirmed', '{}', clock_timestamp(), clock_timestamp());
INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, phone_index, language, booked_at) VALUES (('00000000-0000-4000-8000-' || lpad(to_hex(:request % 281474976710656), 12, '0'))::uuid, 'n-' || :request, 'r-' || :request, 'bench', 'bench', :slot, 'person-' || :request, repeat('x', 400), 'p-' || :request, 'ko', clock_timestamp());
INSERT INTO message (booking_id, kind, version, sealed_contact, language) VALUES (('00000000-0000-4000-8000-' || lpad(to_hex(:request % 281474976710656), 12, '0'))::uuid, 'confirmation', 1, repeat('x', 400), 'ko');
COMMIT;
