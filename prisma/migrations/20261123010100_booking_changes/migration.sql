-- What a booking can become after it was made: cancelled, moved, displaced because its slot was closed, offered another.

CREATE TYPE "offer_state" AS ENUM ('open', 'accepted', 'declined', 'lapsed');

ALTER TABLE "campaign" ADD COLUMN "second_dose_after_days" INTEGER;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_second_dose_within_a_year"
    CHECK ("second_dose_after_days" BETWEEN 1 AND 365);

ALTER TABLE "site" ADD COLUMN "closed_at" TIMESTAMPTZ(3);
ALTER TABLE "slot" ADD COLUMN "closed_at" TIMESTAMPTZ(3);

ALTER TABLE "booking"
    ADD COLUMN "phone_index" TEXT,
    ADD COLUMN "dose" SMALLINT NOT NULL DEFAULT 1,
    ADD COLUMN "first_booking_id" UUID,
    ADD COLUMN "erased_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "booking_first_booking_id_fkey" FOREIGN KEY ("first_booking_id") REFERENCES "booking"("id")
        ON DELETE RESTRICT ON UPDATE CASCADE,
    ADD CONSTRAINT "booking_second_dose_has_a_first" CHECK (
        ("dose" = 1 AND "first_booking_id" IS NULL) OR ("dose" = 2 AND "first_booking_id" IS NOT NULL));
CREATE INDEX "booking_first_booking_id" ON "booking"("first_booking_id") WHERE (first_booking_id IS NOT NULL);
CREATE INDEX "booking_phone_index" ON "booking"("phone_index") WHERE (phone_index IS NOT NULL);
CREATE INDEX "booking_displaced" ON "booking"("window_id") WHERE (state = 'displaced');

CREATE TABLE "offer" (
    "id" BIGSERIAL NOT NULL,
    "booking_id" UUID NOT NULL,
    "slot_id" BIGINT NOT NULL,
    "state" "offer_state" NOT NULL DEFAULT 'open',
    "offered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "offer_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "offer_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "slot"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "offer_settled_or_open" CHECK (("state" = 'open') = ("settled_at" IS NULL))
);
CREATE UNIQUE INDEX "offer_one_open_per_booking" ON "offer"("booking_id") WHERE (state = 'open');
CREATE INDEX "offer_lapses" ON "offer"("expires_at") WHERE (state = 'open');
CREATE INDEX "offer_booking_id_idx" ON "offer"("booking_id");
CREATE INDEX "offer_slot_id_idx" ON "offer"("slot_id");

ALTER TABLE "message"
    ADD COLUMN "resend" SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN "offer_id" BIGINT,
    ADD CONSTRAINT "message_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    ADD CONSTRAINT "message_offer_names_its_offer" CHECK (("kind" = 'offer') = ("offer_id" IS NOT NULL));
DROP INDEX "message_booking_id_kind_version_key";
CREATE UNIQUE INDEX "message_booking_id_kind_version_resend_key" ON "message"("booking_id", "kind", "version", "resend");
