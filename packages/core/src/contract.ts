import { z } from 'zod';
import { availableMunicipalitySchema } from './availability.ts';
import { birthDateSchema } from './birth-date.ts';
import {
  bookedSlotSchema,
  bookingViewSchema,
  MAX_CHOICES,
  rejectionCodes,
  slotIdSchema,
  windowIdSchema,
} from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { cohortSchema } from './cohort.ts';
import { drawEntrySchema, drawViewSchema } from './draw.ts';
import { skipsSchema } from './skips.ts';
import { policies, windowStates } from './window.ts';
import { windowNewsSchema } from './window-news.ts';

/* The public contract of the gate: what each call takes and answers. Instants are ISO 8601 in UTC. */

const instant = z.iso.datetime();
const count = z.int().min(0);

/** One entry of `GET /v1/windows`. */
export const windowViewSchema = z.object({
  id: windowIdSchema,
  title: z.string(),
  cohort: cohortSchema,
  /** Whether only those on the campaign's roll may come; they are told when they ask for a number. */
  requiresRoll: z.boolean(),
  /** Where two doses are booked together: so many days after the first at the earliest. */
  secondDoseAfterDays: count.min(1).optional(),
  state: z.enum(windowStates),
  policy: z.enum(policies),
  opensAt: instant,
  closesAt: instant,
  lobbyOpensAt: instant.nullable(),
  /** The draw that orders the lobby; `null` under `fifo`. */
  draw: drawViewSchema.nullable(),
  ...windowNewsSchema.shape,
  serverTime: instant,
});
export type WindowView = z.infer<typeof windowViewSchema>;

/** `GET /v1/windows/:id/status`: the same for everyone, cacheable for a second. */
export const windowStatusSchema = z.object({
  id: windowIdSchema,
  state: z.enum(windowStates),
  /** The highest number called. */
  serving: count,
  /** The highest number given. */
  issued: count,
  /** Calling rate from what is measured, numbers per second; 0 while nothing is called. */
  ratePerSecond: z.number().min(0),
  /** What the measurement leaves open, as a standard deviation of the rate. */
  rateDeviation: z.number().min(0),
  /** So many numbers are called before that at `mostPerSecond`, because seats are free; less than nothing: they are late. */
  headStart: z.number(),
  mostPerSecond: z.number().min(0),
  /** Doses left in all open slots; `null` until slots exist. */
  remaining: count.nullable(),
  opensAt: instant,
  closesAt: instant,
  serverTime: instant,
  /** Milliseconds after which asking again makes sense for someone near the front. */
  pollAfterMs: count,
  /** Rises by one with every change of the window. */
  version: count,
  /** Rises when the line had to be rebuilt: time to show one's ticket again. */
  epoch: count,
  /** Numbers nobody holds, as `[above, upTo]`: they are not ahead of anyone. */
  skips: skipsSchema,
  ...windowNewsSchema.shape,
});
export type WindowStatus = z.infer<typeof windowStatusSchema>;

export const etaSchema = z.object({ seconds: count, low: count, high: count }).nullable();

/** Where a ticket stands; `admitted` holds a seat now, `finished` has booked. */
export const ticketStates = ['lobby', 'waiting', 'called', 'admitted', 'finished'] as const;
export type TicketState = (typeof ticketStates)[number];

const MAX_TICKET_LENGTH = 4_096;

export const joinWindowBodySchema = z.strictObject({
  /** The id of the consent by which a delegate acts: the place is its beneficiary's. */
  beneficiary: z.uuid().optional(),
  /** A ticket from before: should the line have been lost since, the place is the one on the ticket. */
  ticket: z.string().max(MAX_TICKET_LENGTH).optional(),
});
export type JoinWindowBody = z.infer<typeof joinWindowBodySchema>;

/** More numbers no line gives: the line marks who has booked in a bitmap, and this is the last bit Redis has in one. */
export const HIGHEST_NUMBER = 2 ** 32 - 1;

/** A number in line; `null` while the person is in the lobby of a draw, whose order does not exist yet. */
const ticketNumber = z.int().min(1).max(HIGHEST_NUMBER).nullable();

/** `POST /v1/windows/:id/tickets`: 201 the first time, 200 again. */
export const ticketGrantSchema = z.object({
  ticket: z.string(),
  number: ticketNumber,
  /** Under `draw`: the person's pseudonym in the list of entries. */
  entry: drawEntrySchema.optional(),
  state: z.enum(ticketStates),
  ahead: count,
  eta: etaSchema,
});
export type TicketGrant = z.infer<typeof ticketGrantSchema>;

/** `GET /v1/tickets/me`. */
export const ticketStandingSchema = z.object({
  windowId: windowIdSchema,
  number: ticketNumber,
  ahead: count,
  state: z.enum(ticketStates),
  eta: etaSchema,
  pollAfterMs: count,
});
export type TicketStanding = z.infer<typeof ticketStandingSchema>;

/** `GET /v1/tickets/me/turn-text`: whether the person is told by text when their number is called. */
export const turnTextViewSchema = z.object({ wanted: z.boolean() });
export type TurnTextView = z.infer<typeof turnTextViewSchema>;

/** `POST /v1/admissions`. */
export const admissionGrantSchema = z.object({ pass: z.string(), expiresAt: instant });
export type AdmissionGrant = z.infer<typeof admissionGrantSchema>;

/** `GET /v1/slots`; every filter but `window` may be left out. */
export const slotQuerySchema = z.strictObject({
  window: windowIdSchema,
  site: z.string().max(64).optional(),
  municipality: z.string().max(64).optional(),
  date: civilDateSchema.optional(),
  product: z.string().max(64).optional(),
});

export const slotListSchema = z.object({
  /** When the snapshot was taken, and how old it is. It may lie by that much; the booking itself never does. */
  takenAt: instant,
  ageMs: count,
  slots: z.array(bookedSlotSchema.extend({ siteId: z.string(), municipalityCode: z.string(), free: count })),
});
export type SlotList = z.infer<typeof slotListSchema>;

/** `GET /v1/sites`. */
export const siteQuerySchema = z.strictObject({ window: windowIdSchema });

/** `GET /v1/sites`: the municipalities that have sites in the window, with the free places of all of them. */
export const municipalityListSchema = z.object({
  /** When the snapshot was taken, and how old it is. */
  takenAt: instant,
  ageMs: count,
  municipalities: z.array(availableMunicipalitySchema),
});
export type MunicipalityList = z.infer<typeof municipalityListSchema>;

/** Where confirmations go when it is not the verified phone. A Korean mobile number, as people write it. */
export const contactSchema = z.strictObject({ phone: z.string().min(9).max(20) });

export const submitBookingBodySchema = z.strictObject({
  slots: z
    .array(slotIdSchema)
    .min(1)
    .max(MAX_CHOICES)
    .refine((slots) => new Set(slots).size === slots.length, { error: 'each slot once' }),
  contact: contactSchema.optional(),
});
export type SubmitBookingBody = z.infer<typeof submitBookingBodySchema>;

/**
 * IETF draft httpapi-idempotency-key-header: a short opaque string of ASCII in double quotes, `"` and `\` escaped by a
 * backslash; bare, without quotes and spaces in it, for clients that know nothing of structured fields.
 */
export const idempotencyKeySchema = z
  .string()
  .regex(/^(?:"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,64}"|[\x21\x23-\x7e]{1,64})$/, {
    error: '1–64 visible ASCII characters, in double quotes or bare',
  });

/** `POST /v1/bookings`: 202 means received, never done. */
export const bookingReceiptSchema = z.object({ requestId: z.string(), state: z.literal('received') });
export type BookingReceipt = z.infer<typeof bookingReceiptSchema>;

/** `GET /v1/booking-requests/:id`. */
export const bookingRequestViewSchema = z.object({
  requestId: z.string(),
  state: z.enum(['received', 'confirmed', 'rejected']),
  code: z.enum(rejectionCodes).optional(),
  booking: bookingViewSchema.optional(),
  secondDose: bookingViewSchema.optional(),
  alternatives: z.array(bookedSlotSchema).optional(),
});
export type BookingRequestView = z.infer<typeof bookingRequestViewSchema>;

/** `POST /v1/bookings/:id/move`: 200 with the booking as it is now. */
export const moveBookingBodySchema = z.strictObject({ slot: slotIdSchema });

/** `POST /v1/bookings/:id/offer`: takes or declines the seat kept for someone displaced; 200 with the booking as it is now. */
export const settleOfferBodySchema = z.strictObject({ accept: z.boolean() });

/** Who made a booking: the person themself, a delegate who acts for them, or an agent on the phone. */
export const bookingMakers = ['self', 'delegate', 'agent'] as const;
export type BookingMaker = (typeof bookingMakers)[number];

/** `?for=` of calls about bookings: the consent by which a delegate asks for its beneficiary. */
export const actingQuerySchema = z.strictObject({ for: z.string().max(64).optional() });

/** `GET /v1/bookings/me`. `message` is how far the confirmation has come. */
export const myBookingsSchema = z.object({
  bookings: z.array(
    bookingViewSchema.extend({
      message: z.enum(['queued', 'sent', 'delivered', 'failed', 'superseded']).nullable(),
      madeBy: z.enum(bookingMakers),
      /** By which consent a delegate made it: `GET /v1/consents` says who that is. */
      consentId: z.uuid().nullable(),
    }),
  ),
});
export type MyBookings = z.infer<typeof myBookingsSchema>;

/** One entry of `GET /v1/identity/providers`; the light comes from measured latency and errors. */
export const identityProviderViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  light: z.enum(['green', 'amber', 'red']),
  /** How long it usually takes to answer, in milliseconds; `null` while nothing was measured. */
  latencyMs: z.number().nullable(),
});
export type IdentityProviderView = z.infer<typeof identityProviderViewSchema>;

/** `GET /v1/identity/me`: as much of the session as its owner needs to recognise it. */
export const identityViewSchema = z.object({
  /** The name with all but the first character hidden, e.g. `김**`. */
  maskedName: z.string(),
  birthDate: birthDateSchema,
  expiresAt: instant,
});
export type IdentityView = z.infer<typeof identityViewSchema>;
