-- Whose number was called is told once, however many workers see it.
CREATE UNIQUE INDEX "message_one_turn_per_number" ON "message"("window_id", "number") WHERE (window_id IS NOT NULL);
