-- Whoever asked to be forgotten, until every campaign that knows them is over and has forgotten them.
CREATE TABLE "erasure_wish" (
    "person_key" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasure_wish_pkey" PRIMARY KEY ("person_key")
);

-- A confirmed request is found by its booking. One that was rejected is found by its person, and only such a one pays for it.
CREATE INDEX "booking_request_rejected_of" ON "booking_request"("person_key") WHERE (state = 'rejected' AND person_key <> '');
