-- AlterTable
ALTER TABLE "booking_window" ADD COLUMN     "commitment" TEXT;

-- CreateTable
CREATE TABLE "draw" (
    "window_id" TEXT NOT NULL,
    "seed" BYTEA NOT NULL,
    "drawn_at" TIMESTAMPTZ(3),
    "drawn" INTEGER,
    "entries_digest" TEXT,
    "people" TEXT,
    "entries" TEXT,

    CONSTRAINT "draw_pkey" PRIMARY KEY ("window_id")
);

-- AddForeignKey
ALTER TABLE "draw" ADD CONSTRAINT "draw_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "booking_window"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Random text does not compress: stored as it is.
ALTER TABLE "draw"
    ALTER COLUMN "people" SET STORAGE EXTERNAL,
    ALTER COLUMN "entries" SET STORAGE EXTERNAL,
    ADD CONSTRAINT "draw_seed_has_32_bytes" CHECK (octet_length("seed") = 32),
    ADD CONSTRAINT "draw_happened_or_not" CHECK (
        num_nonnulls("drawn_at", "drawn", "entries_digest", "people", "entries") IN (0, 5));

-- A draw that was scheduled before there were seeds gets one now.
INSERT INTO "draw" ("window_id", "seed")
    SELECT "id", uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) FROM "booking_window" WHERE "policy" = 'draw';
UPDATE "booking_window" SET "commitment" = encode(sha256("seed"), 'hex') FROM "draw" WHERE "window_id" = "id";
ALTER TABLE "booking_window" ADD CONSTRAINT "window_draw_is_committed_to" CHECK (("policy" = 'draw') = ("commitment" IS NOT NULL));

-- What was committed to is the seed that is used: neither can be changed once it is there, and what was drawn stays.
CREATE FUNCTION draw_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seed <> OLD.seed OR OLD.drawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a draw is not changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "draw_is_kept" BEFORE UPDATE ON "draw" FOR EACH ROW EXECUTE FUNCTION draw_is_kept();

CREATE FUNCTION draw_commits_to_its_seed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF encode(sha256(NEW.seed), 'hex') IS DISTINCT FROM
            (SELECT commitment FROM booking_window WHERE id = NEW.window_id) THEN
        RAISE EXCEPTION 'the commitment is not that of the seed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "draw_commits_to_its_seed" BEFORE INSERT ON "draw" FOR EACH ROW EXECUTE FUNCTION draw_commits_to_its_seed();

CREATE FUNCTION window_keeps_its_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.commitment IS DISTINCT FROM OLD.commitment THEN
        RAISE EXCEPTION 'a commitment is not changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "window_keeps_its_commitment" BEFORE UPDATE OF "commitment" ON "booking_window"
    FOR EACH ROW EXECUTE FUNCTION window_keeps_its_commitment();
