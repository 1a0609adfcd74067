-- What somebody was told about their turns is found by the person, to show it to them and to forget it.
CREATE INDEX "message_turns_of_person" ON "message"("person_key", "window_id") WHERE (window_id IS NOT NULL);
