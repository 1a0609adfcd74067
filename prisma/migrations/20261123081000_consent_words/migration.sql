-- New values of an enum cannot be used by the transaction that adds them; hence a migration of their own.
ALTER TYPE "message_kind" ADD VALUE 'code';
ALTER TYPE "message_kind" ADD VALUE 'consent-requested';
ALTER TYPE "message_kind" ADD VALUE 'consent-given';
ALTER TYPE "message_kind" ADD VALUE 'consent-ended';
ALTER TYPE "message_kind" ADD VALUE 'turn';
