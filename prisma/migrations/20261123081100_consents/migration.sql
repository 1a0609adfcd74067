-- Who may act for whom, the one-time codes by which it is given, and messages about it.

CREATE TYPE "consent_state" AS ENUM ('requested', 'given', 'refused', 'withdrawn', 'lapsed');
CREATE TYPE "consent_way" AS ENUM ('verification', 'code', 'agent');

CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "delegate_key" TEXT NOT NULL,
    "beneficiary_key" TEXT,
    "state" "consent_state" NOT NULL DEFAULT 'requested',
    "relation" TEXT NOT NULL,
    "way" "consent_way" NOT NULL,
    "scope" TEXT[],
    "days" SMALLINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "given_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "sealed_delegate" TEXT NOT NULL,
    "sealed_named" TEXT NOT NULL,
    "match_index" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "sealed_beneficiary" TEXT,
    "language" "language" NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "consent_relation_known" CHECK ("relation" IN ('child', 'child-in-law', 'grandchild', 'spouse', 'sibling', 'other')),
    CONSTRAINT "consent_scope_known" CHECK ("scope" <@ ARRAY['book', 'change'] AND cardinality("scope") > 0),
    CONSTRAINT "consent_within_a_year" CHECK ("days" BETWEEN 1 AND 365),
    CONSTRAINT "consent_ended_by_somebody" CHECK (
        ("state" IN ('requested', 'given')) = ("ended_at" IS NULL) AND ("ended_at" IS NULL) = ("ended_by" IS NULL)
        AND coalesce("ended_by" IN ('delegate', 'beneficiary', 'agent', 'system'), true)),
    CONSTRAINT "consent_given_by_somebody" CHECK (
        ("state" <> 'given' OR "given_at" IS NOT NULL)
        AND ("given_at" IS NULL OR ("beneficiary_key" IS NOT NULL AND "sealed_beneficiary" IS NOT NULL) OR "erased_at" IS NOT NULL)),
    CONSTRAINT "consent_not_to_oneself" CHECK ("delegate_key" <> "beneficiary_key" OR "erased_at" IS NOT NULL)
);
CREATE UNIQUE INDEX "consent_reference_key" ON "consent"("reference");
CREATE UNIQUE INDEX "consent_one_given_per_pair" ON "consent"("delegate_key", "beneficiary_key") WHERE (state = 'given');
CREATE INDEX "consent_delegate_key_idx" ON "consent"("delegate_key");
CREATE INDEX "consent_beneficiary_key_idx" ON "consent"("beneficiary_key");
CREATE INDEX "consent_asked_of" ON "consent"("match_index") WHERE (state = 'requested');
CREATE INDEX "consent_lapses" ON "consent"("expires_at") WHERE (state = 'requested' OR state = 'given');

-- A code is kept as a keyed digest. What it would give, and to whom it went, stands here only when it went anywhere:
-- whoever is not on the roll gets a row just like everybody else's, and no code fits it.
CREATE TABLE "one_time_code" (
    "id" BIGSERIAL NOT NULL,
    "consent_id" UUID NOT NULL,
    "session_id" TEXT NOT NULL,
    "code_digest" TEXT NOT NULL,
    "beneficiary_key" TEXT,
    "sealed_beneficiary" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "attempts_left" SMALLINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "one_time_code_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "one_time_code_state_known" CHECK ("state" IN ('open', 'used', 'void')),
    CONSTRAINT "one_time_code_attempts" CHECK ("attempts_left" >= 0)
);
CREATE UNIQUE INDEX "one_time_code_one_open_per_consent" ON "one_time_code"("consent_id") WHERE (state = 'open');
CREATE INDEX "one_time_code_consent_id_idx" ON "one_time_code"("consent_id");
CREATE INDEX "one_time_code_issued_at_idx" ON "one_time_code"("issued_at");

-- How many texts were asked for, by whom, to where, from where and in all, in an hour or a day from `since` on.
CREATE TABLE "text_allowance" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "text_allowance_pkey" PRIMARY KEY ("kind", "key", "since")
);
CREATE INDEX "text_allowance_since_idx" ON "text_allowance"("since");

-- A message speaks of a booking, of a consent, or of a place in a window's line.
ALTER TABLE "message"
    ALTER COLUMN "booking_id" DROP NOT NULL,
    ADD COLUMN "consent_id" UUID,
    ADD COLUMN "window_id" TEXT,
    ADD COLUMN "number" INTEGER,
    ADD COLUMN "person_key" TEXT,
    ADD COLUMN "sealed_facts" TEXT,
    ADD COLUMN "expires_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "message_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    ADD CONSTRAINT "message_of_one_thing" CHECK (num_nonnulls("booking_id", "consent_id", "window_id") = 1),
    ADD CONSTRAINT "message_without_booking_says_for_whom" CHECK ("booking_id" IS NOT NULL OR "person_key" IS NOT NULL);
CREATE UNIQUE INDEX "message_consent_id_person_key_kind_resend_key" ON "message"("consent_id", "person_key", "kind", "resend")
    WHERE (consent_id IS NOT NULL);
CREATE INDEX "message_queued_for_person" ON "message"("person_key") WHERE (state = 'queued' AND person_key IS NOT NULL);
