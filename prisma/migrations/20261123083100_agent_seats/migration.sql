-- Seats of a window that only agents take, for people on the phone. They come on top of max_active.

ALTER TABLE "booking_window" ADD COLUMN "agent_seats" INTEGER NOT NULL DEFAULT 20;
ALTER TABLE "booking_window" ADD CONSTRAINT "booking_window_agent_seats" CHECK ("agent_seats" BETWEEN 0 AND 1000);
