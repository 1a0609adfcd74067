import { z } from 'zod';
import { slotIdSchema, windowIdSchema } from './booking.ts';
import { myBookingsSchema } from './contract.ts';
import { freeText, isVisibleText } from './free-text.ts';

/* What the staff API takes and answers about people's bookings. Whatever touches one is asked for a reason, which is audited. */

const MAX_REASON_LENGTH = 200;
/** Slots closed by one call. */
export const MAX_SLOTS_PER_CLOSING = 1_000;
/** Messages put back into the outbox by one call, and failed ones listed by one. */
export const MAX_MESSAGES_PER_CALL = 1_000;

const reason = freeText(MAX_REASON_LENGTH);

/** Why something is done to a booking, a slot or a site, as staff write it down. */
export const staffReasonBodySchema = z.strictObject({ reason });

/** `GET /v1/staff/bookings`: by what the caller reads out or by the phone they gave, exactly one of the two. */
export const findBookingsQuerySchema = z
  .strictObject({
    number: z.string().min(1).max(32).refine(isVisibleText, { error: 'visible characters only' }).optional(),
    phone: z.string().min(1).max(32).optional(),
    reason,
  })
  .refine(({ number, phone }) => (number === undefined) !== (phone === undefined), {
    error: 'either a booking number or a phone',
    path: ['number'],
  });

/** What staff see of bookings: what the person sees, and how often it was changed. */
export const staffBookingsSchema = z.object({
  bookings: z.array(myBookingsSchema.shape.bookings.element.extend({ version: z.int().min(1) })),
});
export type StaffBookings = z.infer<typeof staffBookingsSchema>;

/** `POST /v1/staff/bookings/:id/move`. */
export const staffMoveBodySchema = z.strictObject({ slot: slotIdSchema, reason });

/** `POST /v1/staff/slots/close`. */
export const closeSlotsBodySchema = z.strictObject({
  slots: z.array(slotIdSchema).min(1).max(MAX_SLOTS_PER_CLOSING),
  reason,
});

/** A site's id, as it was imported. */
export const siteIdSchema = z.string().regex(/^[\w.-]{1,64}$/, { error: 'a site id' });

/** `POST /v1/staff/sites/:id/close`: all its slots, or those of one window. */
export const closeSiteBodySchema = z.strictObject({ window: windowIdSchema.optional(), reason });

/** What a closing did: slots closed, people displaced, and how many of them were offered another slot at once. */
export const slotsClosedSchema = z.object({ slots: z.int(), displaced: z.int(), offered: z.int() });
export type SlotsClosed = z.infer<typeof slotsClosedSchema>;

/** `GET /v1/staff/messages/failed`. */
export const failedMessagesQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(MAX_MESSAGES_PER_CALL))
    .default(100),
});

/** One message that was given up, or that a phone never got. */
export const failedMessageSchema = z.object({
  id: z.string(),
  /** What it speaks of: a booking, or a consent. */
  bookingId: z.string().nullable(),
  bookingNumber: z.string().nullable(),
  consentId: z.string().nullable(),
  kind: z.string(),
  version: z.int(),
  resend: z.int(),
  attempts: z.int(),
  carrier: z.string().nullable(),
  error: z.string().nullable(),
  failedAt: z.iso.datetime(),
});
export type FailedMessageView = z.infer<typeof failedMessageSchema>;

/** `POST /v1/staff/messages/requeue`. */
export const requeueMessagesBodySchema = z.strictObject({
  messages: z
    .array(z.string().regex(/^[1-9]\d{0,17}$/, { error: 'a message id' }))
    .min(1)
    .max(MAX_MESSAGES_PER_CALL),
});
