import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { messageKinds, messageStates } from './bookings-list-contract.ts';
import { callerSchema, consentViewSchema } from './consent-contract.ts';
import { etaSchema, settleOfferBodySchema, ticketStandingSchema } from './contract.ts';
import { staffBookingsSchema, staffReasonBodySchema } from './staff-bookings-contract.ts';
import { windowStates } from './window.ts';

/* What an agent is shown of somebody on the phone: the truth, the same as on the caller's own page, and no more of it. */

const instant = z.iso.datetime();
const { reason } = staffReasonBodySchema.shape;

/** `POST /v1/staff/callers/find`. */
export const findCallerBodySchema = z.strictObject({ ...callerSchema.shape, reason });

/** Where the caller stands in the line of a window, as their own page says it. */
const callerPlaceSchema = ticketStandingSchema
  .pick({ number: true, ahead: true, state: true })
  .extend({ eta: etaSchema, seatUntil: instant.nullable() });

/** A window the caller may book in, or stands in. */
const callerLineSchema = z.object({
  windowId: windowIdSchema,
  title: z.string(),
  state: z.enum(windowStates),
  opensAt: instant,
  closesAt: instant,
  /** Whether cohort and roll let the caller book there. */
  eligible: z.boolean(),
  /** `null`: none that the line knows of. */
  place: callerPlaceSchema.nullable(),
  /** The line was started anew once: a ticket from before brings its number back on the caller's own page. */
  startedAnew: z.boolean(),
});

/** A consent the caller has part in: enough to speak of it, and the other side as a masked name. */
const callerConsentSchema = consentViewSchema
  .pick({
    id: true,
    reference: true,
    role: true,
    state: true,
    relation: true,
    way: true,
    scope: true,
    expiresAt: true,
    endedAt: true,
  })
  .extend({ otherMaskedName: z.string() });

/** A text to the caller: how far it has come, never what it says. */
export const callerMessageSchema = z.object({
  kind: z.enum(messageKinds),
  state: z.enum(messageStates),
  bookingNumber: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
});

/** 200: found on the roll. Lists are the newest first. */
export const callerTruthSchema = z.object({
  takenAt: instant,
  person: z.object({ maskedName: z.string(), birthDate: z.string() }),
  /** `null` while the line cannot be asked. */
  lines: z.array(callerLineSchema).nullable(),
  bookings: staffBookingsSchema.shape.bookings,
  messages: z.array(callerMessageSchema),
  consents: z.array(callerConsentSchema),
});
export type CallerTruth = z.infer<typeof callerTruthSchema>;
export type CallerLine = z.infer<typeof callerLineSchema>;
export type CallerConsent = z.infer<typeof callerConsentSchema>;

/** `POST /v1/staff/bookings/:id/offer`: what the caller answers to the slot kept for them. */
export const staffSettleOfferBodySchema = settleOfferBodySchema.extend({ reason });
