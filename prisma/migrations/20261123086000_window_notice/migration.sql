-- AlterTable
ALTER TABLE "booking_window" ADD COLUMN     "moved_from" TIMESTAMPTZ(3),
ADD COLUMN     "notice_at" TIMESTAMPTZ(3),
ADD COLUMN     "notice_en" TEXT,
ADD COLUMN     "notice_ko" TEXT,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3);

-- A notice is there in every language or not at all.
ALTER TABLE "booking_window"
    ADD CONSTRAINT "booking_window_notice_in_both_languages" CHECK (
        num_nonnulls("notice_ko", "notice_en", "notice_at") IN (0, 3));
