-- Who works here: accounts, what they are logged in by, and how often somebody tried.

CREATE TYPE "staff_role" AS ENUM ('admin', 'operator', 'clinic', 'agent', 'auditor');
CREATE TYPE "staff_state" AS ENUM ('invited', 'active', 'disabled');

CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "site_id" TEXT,
    "state" "staff_state" NOT NULL DEFAULT 'invited',
    "password_hash" TEXT,
    "sealed_totp" TEXT,
    "last_totp_step" INTEGER,
    "invitation_digest" TEXT,
    "invitation_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_login_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id"),
    -- Nobody is active without both factors, and nobody has a way in that does not end.
    CONSTRAINT "staff_active_with_factors" CHECK ("state" <> 'active' OR ("password_hash" IS NOT NULL AND "sealed_totp" IS NOT NULL)),
    CONSTRAINT "staff_invitation_ends" CHECK (("invitation_digest" IS NULL) = ("invitation_expires_at" IS NULL)),
    CONSTRAINT "staff_clinic_has_site" CHECK (("role" = 'clinic') = ("site_id" IS NOT NULL))
);

CREATE UNIQUE INDEX "staff_login_key" ON "staff"("login");
CREATE UNIQUE INDEX "staff_invitation_digest_key" ON "staff"("invitation_digest");
ALTER TABLE "staff" ADD CONSTRAINT "staff_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "token_digest" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "staff_session_token_digest_key" ON "staff_session"("token_digest");
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was tried lately, by a key that says what and by whom: a login, a device, an agent's look-ups.
CREATE TABLE "staff_attempt" (
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_attempt_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "staff_attempt_ends_at_idx" ON "staff_attempt"("ends_at");
