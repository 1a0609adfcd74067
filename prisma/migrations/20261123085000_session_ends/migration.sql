-- When a person ended all their sessions for the last time: one issued before is worth nothing any more. Redis has the
-- same for the edge; this is what it is written from again after Redis has lost it. Rows older than any session go.

CREATE TABLE session_end (
  person_key text PRIMARY KEY,
  ended_at timestamptz(3) NOT NULL
);

CREATE INDEX session_end_ended_at_idx ON session_end (ended_at);
