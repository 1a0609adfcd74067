-- Which run of Redis an epoch of a line was opened for: only there does the line give numbers.
ALTER TABLE "booking_window" ADD COLUMN "line_run" TEXT NOT NULL DEFAULT '';

-- How far a line had come, about once a second: where it goes on should Redis lose it.
CREATE TABLE "line_checkpoint" (
    "window_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "issued" INTEGER NOT NULL,
    "serving" INTEGER NOT NULL,
    "skips" JSONB NOT NULL DEFAULT '[]',
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_checkpoint_pkey" PRIMARY KEY ("window_id")
);

ALTER TABLE "line_checkpoint" ADD CONSTRAINT "line_checkpoint_window_id_fkey"
    FOREIGN KEY ("window_id") REFERENCES "booking_window"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Every second and in place: room on the page for the new version of the row, and no index to touch.
ALTER TABLE "line_checkpoint" SET (fillfactor = 50);
