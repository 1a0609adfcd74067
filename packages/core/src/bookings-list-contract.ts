import { z } from 'zod';
import { bookedSlotSchema, bookingStates, slotIdSchema, windowIdSchema } from './booking.ts';
import { bookingNumberRange } from './booking-number.ts';
import { civilDateSchema } from './civil-date.ts';
import { visits } from './clinic-contract.ts';
import { bookingMakers } from './contract.ts';
import { isVisibleText } from './free-text.ts';
import { pageOf, pageQuery } from './page-contract.ts';
import { siteIdSchema } from './staff-bookings-contract.ts';

/* The list of bookings staff look through: numbers, slots and how far the messages have come. Nothing of a person. */

const instant = z.iso.datetime();

export const messageStates = ['queued', 'sent', 'delivered', 'failed', 'superseded'] as const;
export type MessageState = (typeof messageStates)[number];

/** What texts tell of a booking. */
export const bookingMessageKinds = ['confirmation', 'cancellation', 'move', 'displacement', 'offer'] as const;

/** What texts tell of, besides: a consent, a place in line. */
export const messageKinds = [
  ...bookingMessageKinds,
  'code',
  'consent-requested',
  'consent-given',
  'consent-ended',
  'turn',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * `GET /v1/staff/bookings/list`. The newest bookings first; those of a site or a municipality clinic by clinic, by the time of
 * the appointment; those whose number begins with `search` by their number.
 */
export const bookingListQuerySchema = z.strictObject({
  ...pageQuery,
  /** A booking number or how one begins, as people write it. */
  search: pageQuery.search.refine((text) => text === undefined || bookingNumberRange(text) !== null, {
    error: 'a booking number, or how one begins',
  }),
  window: windowIdSchema.optional(),
  site: siteIdSchema.optional(),
  /** By name or code. */
  municipality: z.string().min(1).max(64).refine(isVisibleText, { error: 'visible characters only' }).optional(),
  state: z.enum(bookingStates).optional(),
  /** Days in Seoul between which the appointments are, both included. */
  from: civilDateSchema.optional(),
  until: civilDateSchema.optional(),
});
export type BookingListQuery = z.infer<typeof bookingListQuerySchema>;

/** One booking of the list. */
export const bookingRowSchema = z.object({
  ...bookedSlotSchema.omit({ id: true }).shape,
  id: z.uuid(),
  number: z.string(),
  windowId: windowIdSchema,
  slotId: slotIdSchema,
  siteId: siteIdSchema,
  state: z.enum(bookingStates),
  dose: z.literal([1, 2]),
  bookedAt: instant,
  /** Whether the person came, as the clinic noted it. */
  visit: z.enum(visits).nullable(),
  /** How far the message about its present version has come. */
  message: z.enum(messageStates).nullable(),
});
export type BookingRow = z.infer<typeof bookingRowSchema>;

/**
 * A page may have fewer rows than were asked for, or none, and still say where to go on: so much was looked through, and the
 * filters fitted no more of it. The list is over when `next` is `null`.
 */
export const bookingPageSchema = pageOf(bookingRowSchema);

/** A text message about a booking: how far it has come, never what it says. */
export const staffMessageSchema = z.object({
  kind: z.enum(bookingMessageKinds),
  /** The version of the booking it speaks of. */
  version: z.int(),
  /** How often it had been asked for again. */
  resend: z.int(),
  state: z.enum(messageStates),
  attempts: z.int(),
  carrier: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
});

/** What was done to a booking by others than the person, as the audit trail has it. */
export const bookingDeedSchema = z.object({
  at: instant,
  actor: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
});

/** `GET /v1/staff/bookings/:id`: one booking and what became of it. */
export const bookingHistorySchema = z.object({
  booking: bookingRowSchema.extend({
    version: z.int().min(1),
    madeBy: z.enum(bookingMakers),
    /** When the person it was for was forgotten. */
    erasedAt: instant.nullable(),
  }),
  /** The place in line it was booked from; `null` once that is forgotten. */
  request: z.object({ number: z.int(), receivedAt: instant, decidedAt: instant }).nullable(),
  /** The other dose, booked together with it. */
  otherDose: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** The oldest first, as everything below. */
  offers: z.array(
    z.object({
      slot: bookedSlotSchema,
      state: z.enum(['open', 'accepted', 'declined', 'lapsed']),
      offeredAt: instant,
      expiresAt: instant,
      settledAt: instant.nullable(),
    }),
  ),
  messages: z.array(staffMessageSchema),
  /** For admins and auditors; `null` for others. */
  trail: z.array(bookingDeedSchema).nullable(),
});
export type BookingHistory = z.infer<typeof bookingHistorySchema>;
