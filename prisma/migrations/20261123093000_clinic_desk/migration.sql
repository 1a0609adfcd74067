-- What a clinic keeps at its desk: its hours, the times at which it has none, and who came.

CREATE TABLE "site_hours" (
    "site_id" TEXT NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "product" TEXT NOT NULL,
    "opens_minute" SMALLINT NOT NULL,
    "closes_minute" SMALLINT NOT NULL,
    "every_minutes" SMALLINT NOT NULL,
    "capacity" INTEGER NOT NULL,

    CONSTRAINT "site_hours_pkey" PRIMARY KEY ("site_id", "weekday", "product", "opens_minute"),
    CONSTRAINT "site_hours_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "site_hours_within_a_week" CHECK ("weekday" BETWEEN 0 AND 6),
    CONSTRAINT "site_hours_within_a_day" CHECK (
        0 <= "opens_minute" AND "every_minutes" > 0 AND "opens_minute" + "every_minutes" <= "closes_minute" AND "closes_minute" <= 1440),
    CONSTRAINT "site_hours_have_capacity" CHECK ("capacity" > 0)
);

CREATE TABLE "site_block" (
    "id" UUID NOT NULL,
    "site_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_block_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "site_block_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "site_block_lasts" CHECK ("from_at" < "until_at")
);
CREATE INDEX "site_block_site_id_until_at_idx" ON "site_block"("site_id", "until_at");

-- What a site gives on a day or in a week, whatever the window.
CREATE INDEX "slot_site_id_starts_at_idx" ON "slot"("site_id", "starts_at");

ALTER TABLE "booking"
    ADD COLUMN "visit" TEXT,
    ADD COLUMN "visited_at" TIMESTAMPTZ(3),
    ADD CONSTRAINT "booking_visit_arrived_or_not" CHECK ("visit" IN ('arrived', 'no-show')),
    ADD CONSTRAINT "booking_visit_has_an_instant" CHECK (("visit" IS NULL) = ("visited_at" IS NULL));

-- Who came, came to one appointment: what was noted goes when the booking is moved, displaced or cancelled.
CREATE FUNCTION forget_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.visit := NULL;
    NEW.visited_at := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER booking_visit_of_its_slot BEFORE UPDATE OF slot_id, state ON booking FOR EACH ROW
    WHEN (OLD.visit IS NOT NULL AND (OLD.slot_id <> NEW.slot_id OR OLD.state <> NEW.state))
    EXECUTE FUNCTION forget_visit();
