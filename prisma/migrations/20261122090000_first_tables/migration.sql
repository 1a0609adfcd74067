-- CreateEnum
CREATE TYPE "policy" AS ENUM ('fifo', 'draw');

-- CreateEnum
CREATE TYPE "language" AS ENUM ('ko', 'en');

-- CreateEnum
CREATE TYPE "booking_state" AS ENUM ('confirmed', 'cancelled');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('confirmed', 'rejected');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('confirmation');

-- CreateEnum
CREATE TYPE "message_state" AS ENUM ('queued', 'sent', 'delivered', 'failed');

-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_window" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "birth_from" DATE NOT NULL,
    "birth_to" DATE NOT NULL,
    "last_digit" SMALLINT,
    "policy" "policy" NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "lobby_opens_at" TIMESTAMPTZ(3),
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "max_active" INTEGER NOT NULL,
    "max_per_second" INTEGER NOT NULL,
    "admission_seconds" INTEGER NOT NULL,
    "ceiling" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "booking_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" TEXT NOT NULL,
    "position" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "municipality" TEXT NOT NULL,
    "municipality_code" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot" (
    "id" BIGSERIAL NOT NULL,
    "window_id" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "product" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "book_until" TIMESTAMPTZ(3),

    CONSTRAINT "slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_request" (
    "request_id" TEXT NOT NULL,
    "window_id" TEXT NOT NULL,
    "person_key" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "choices" BIGINT[],
    "state" "request_state" NOT NULL,
    "code" TEXT,
    "alternatives" BIGINT[],
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "booking_request_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "window_id" TEXT NOT NULL,
    "slot_id" BIGINT NOT NULL,
    "person_key" TEXT NOT NULL,
    "state" "booking_state" NOT NULL DEFAULT 'confirmed',
    "sealed_contact" TEXT NOT NULL,
    "language" "language" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" BIGSERIAL NOT NULL,
    "booking_id" UUID NOT NULL,
    "kind" "message_kind" NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "message_state" NOT NULL DEFAULT 'queued',
    "sealed_contact" TEXT NOT NULL,
    "language" "language" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "carrier_message_id" TEXT,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_aside" (
    "id" BIGSERIAL NOT NULL,
    "job_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "set_aside_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "booking_window_campaign_id_idx" ON "booking_window"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "site_position_key" ON "site"("position");

-- CreateIndex
CREATE UNIQUE INDEX "site_municipality_code_name_key" ON "site"("municipality_code", "name");

-- CreateIndex
CREATE UNIQUE INDEX "slot_window_id_site_id_starts_at_product_key" ON "slot"("window_id", "site_id", "starts_at", "product");

-- CreateIndex
CREATE UNIQUE INDEX "booking_number_key" ON "booking"("number");

-- CreateIndex
CREATE UNIQUE INDEX "booking_request_id_key" ON "booking"("request_id");

-- CreateIndex
CREATE INDEX "booking_person_key_idx" ON "booking"("person_key");

-- CreateIndex
CREATE INDEX "booking_slot_id_idx" ON "booking"("slot_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_one_per_person" ON "booking"("person_key", "campaign_id") WHERE (state = 'confirmed');

-- CreateIndex
CREATE INDEX "message_due" ON "message"("next_attempt_at", "id") WHERE (state = 'queued');

-- CreateIndex
CREATE INDEX "message_carrier_message_id" ON "message"("carrier_message_id") WHERE (carrier_message_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "message_booking_id_kind_version_key" ON "message"("booking_id", "kind", "version");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- AddForeignKey
ALTER TABLE "booking_window" ADD CONSTRAINT "booking_window_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "booking_window"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "slot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say. The names are known to packages/store, which turns violations into problem codes.

-- No slot is ever oversold.
ALTER TABLE "slot" ADD CONSTRAINT "slot_taken_within_capacity" CHECK (0 <= "taken" AND "taken" <= "capacity");

ALTER TABLE "booking_window"
    ADD CONSTRAINT "window_opens_before_it_closes" CHECK ("opens_at" < "closes_at"),
    ADD CONSTRAINT "window_lobby_before_opening" CHECK ("lobby_opens_at" < "opens_at"),
    ADD CONSTRAINT "window_cohort_in_order" CHECK ("birth_from" <= "birth_to"),
    ADD CONSTRAINT "window_last_digit_is_a_digit" CHECK ("last_digit" BETWEEN 0 AND 9),
    ADD CONSTRAINT "window_calls_someone" CHECK ("max_active" > 0 AND "max_per_second" > 0 AND "admission_seconds" > 0);

ALTER TABLE "booking_request"
    ADD CONSTRAINT "booking_request_says_why" CHECK (("state" = 'rejected') = ("code" IS NOT NULL));

-- What staff did stays as it was written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- `taken` changes with every group of bookings: room on the page keeps those updates out of the indexes (HOT).
ALTER TABLE "slot" SET (fillfactor = 50);
