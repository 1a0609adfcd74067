-- What cannot be undone is asked for by one and approved by another. A request has exactly one end: whoever changes its
-- state holds the row, and what was asked for is carried out by the transaction that writes that it was.
CREATE TYPE "approval_state" AS ENUM ('awaiting', 'approved', 'refused', 'withdrawn', 'lapsed', 'done', 'failed');

CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "effect" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "approval_state" NOT NULL DEFAULT 'awaiting',
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "outcome" JSONB,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "approval_asked_at_id_idx" ON "approval"("asked_at" DESC, "id" DESC);
CREATE INDEX "approval_state_expires_at_idx" ON "approval"("state", "expires_at");

ALTER TABLE "approval"
    ADD CONSTRAINT "approval_decided_once" CHECK (("state" = 'awaiting') = ("decided_at" IS NULL)),
    ADD CONSTRAINT "approval_by_somebody_else" CHECK (
        "state" NOT IN ('approved', 'done', 'failed', 'refused') OR ("decided_by" IS NOT NULL AND "decided_by" <> "asked_by"));

-- An entry of the trail that is written while an approved request is carried out names who approved it. `sunbeon.approval`
-- is set for that one transaction.
CREATE OR REPLACE FUNCTION note_change(actor_kind text, actor_id text, action text, subject text, details jsonb) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO audit_entry (actor, action, subject, details)
    SELECT actor_id, action, subject, jsonb_strip_nulls(
        details || jsonb_build_object('by', actor_kind)
        || coalesce(nullif(current_setting('sunbeon.approval', true), '')::jsonb, '{}'))
    WHERE actor_kind <> 'citizen'
$$;
