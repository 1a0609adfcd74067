-- A message is handed to a carrier and only then noted as sent. Whoever dies in between leaves a question, and this is
-- where it is written down before it can arise: which carrier may have the message. It is asked before anything is sent again.

ALTER TABLE "message"
    ADD COLUMN "carrier" TEXT,
    ADD COLUMN "asked" SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN "sent_again" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "requeued" SMALLINT NOT NULL DEFAULT 0;

-- Messages the carrier will not take any more, for staff.
CREATE INDEX "message_failed" ON "message"("id") WHERE (state = 'failed');
