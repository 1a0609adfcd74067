-- Consents that ended lately are told to the edge again; those that ended long ago are forgotten.
CREATE INDEX "consent_ended_at" ON "consent"("ended_at") WHERE (ended_at IS NOT NULL AND erased_at IS NULL);
