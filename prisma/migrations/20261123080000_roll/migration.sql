-- Who may book in a campaign by name and not only by age. Nothing here can be read: the entry is sealed for its person, and
-- the two indexes are keyed hashes (of name and birth date together, of the phone).

ALTER TABLE "booking_window" ADD COLUMN "requires_roll" BOOLEAN NOT NULL DEFAULT false;

CREATE TYPE "roll_import_state" AS ENUM ('running', 'done');

-- One file on its way into the roll of a campaign, and how far it has come. It is read in pieces, each in one transaction
-- that raises `offset_bytes`, so that whatever stops it, it goes on exactly there.
CREATE TABLE "roll_import" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "state" "roll_import_state" NOT NULL DEFAULT 'running',
    "file_digest" TEXT NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "offset_bytes" BIGINT NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "roll_import_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "roll_import_offset" CHECK ("offset_bytes" BETWEEN 0 AND "file_bytes")
);

CREATE INDEX "roll_import_campaign_id_idx" ON "roll_import"("campaign_id");

-- Lines that made nobody an entry: the number of the line and the reason, never what it said.
CREATE TABLE "roll_reject" (
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    -- On a duplicate: the line that stands.
    "first_line" INTEGER,

    CONSTRAINT "roll_reject_pkey" PRIMARY KEY ("import_id", "line")
);

CREATE TABLE "roll_entry" (
    "campaign_id" TEXT NOT NULL,
    "person_key" TEXT NOT NULL,
    "match_index" TEXT NOT NULL,
    "phone_index" TEXT,
    "sealed_entry" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "roll_entry_pkey" PRIMARY KEY ("campaign_id", "person_key")
);

CREATE INDEX "roll_entry_match_index_idx" ON "roll_entry"("match_index");

ALTER TABLE "roll_import" ADD CONSTRAINT "roll_import_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "roll_reject" ADD CONSTRAINT "roll_reject_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roll_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
