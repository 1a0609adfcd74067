-- New values of an enum cannot be used by the transaction that adds them; hence a migration of their own.
ALTER TYPE "booking_state" ADD VALUE 'displaced';

ALTER TYPE "message_kind" ADD VALUE 'cancellation';
ALTER TYPE "message_kind" ADD VALUE 'move';
ALTER TYPE "message_kind" ADD VALUE 'displacement';
ALTER TYPE "message_kind" ADD VALUE 'offer';

ALTER TYPE "message_state" ADD VALUE 'superseded';
