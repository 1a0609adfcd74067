import { z } from 'zod';
import { languages } from './language.ts';

/** At most this many slots may be named in one request, in order of preference. */
export const MAX_CHOICES = 3;
const MAX_SEALED_LENGTH = 2_048;

/** A window's id: lower-case letters, digits and hyphens, as it appears in addresses. */
export const windowIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
  error: '1–64 lower-case letters, digits or hyphens',
});

/** 128 bits, base64url: a keyed pseudonym of a verified person. */
export const personKeySchema = z.string().regex(/^[\w-]{22}$/, { error: 'a person key' });

/** A slot's id: a whole number up to 15 digits, written as text. */
export const slotIdSchema = z.string().regex(/^[1-9]\d{0,14}$/, { error: 'a slot id' });

/** What the edge accepted and the worker decides: one booking request. The contact is sealed; nothing here is readable personal data. */
export const bookingRequestSchema = z.strictObject({
  requestId: z.string().regex(/^r-[\w-]{22}$/),
  windowId: windowIdSchema,
  personKey: personKeySchema,
  /** The place in line: within a slot, a lower number is served first. */
  number: z.int().min(1),
  /** Slot ids in order of preference. */
  choices: z.array(slotIdSchema).min(1).max(MAX_CHOICES),
  /** Sealed name and phone. */
  sealedContact: z.string().min(1).max(MAX_SEALED_LENGTH),
  /** Keyed hash of the contact's phone, by which staff find a caller. */
  phoneIndex: z.string().min(1).max(64).nullable().default(null),
  language: z.enum(languages),
  receivedAtMs: z.int().positive(),
  /** The consent by which a delegate asks for the beneficiary, whose place and contact these are; none where the person asks. */
  consentId: z.uuid().nullish(),
  /** Whether an agent asks, with the person on the phone. */
  byAgent: z.boolean().optional(),
});
export type BookingRequest = z.infer<typeof bookingRequestSchema>;

/** The BullMQ queue between gate and worker; jobs carry a {@link BookingRequest} and have its `requestId` as job id. */
export const BOOKING_QUEUE = 'bookings';

export const rejectionCodes = [
  'slot-full',
  'slot-unknown',
  'no-second-dose',
  'already-booked',
  'window-not-open',
  'window-closed',
  'window-unknown',
  'request-malformed',
  'consent-ended',
  'not-on-roll',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** A slot as people read it: its id to book it by, where and when. */
export const bookedSlotSchema = z.object({
  id: slotIdSchema,
  siteName: z.string(),
  municipality: z.string(),
  startsAt: z.iso.datetime(),
  product: z.string(),
});
export type BookedSlot = z.infer<typeof bookedSlotSchema>;

/** `displaced`: staff closed the slot. The person keeps a priority right, and is offered another slot. */
export const bookingStates = ['confirmed', 'cancelled', 'displaced'] as const;
export type BookingState = (typeof bookingStates)[number];

/** A seat in another slot, kept for someone who was displaced until `expiresAt`. */
export const offerViewSchema = z.object({ slot: bookedSlotSchema, expiresAt: z.iso.datetime() });
export type OfferView = z.infer<typeof offerViewSchema>;

/** A committed booking as the person is shown it. */
export const bookingViewSchema = bookedSlotSchema.extend({
  id: z.uuid(),
  slotId: slotIdSchema,
  /** What a person reads out on the phone, e.g. `K7QM-3X9T-2PAD`. */
  number: z.string(),
  windowId: windowIdSchema,
  state: z.enum(bookingStates),
  /** Which dose it is for; always 1 in a campaign of one dose. */
  dose: z.literal([1, 2]).default(1),
  bookedAt: z.iso.datetime(),
  /** What a displaced person may take instead. */
  offer: offerViewSchema.optional(),
});
export type BookingView = z.infer<typeof bookingViewSchema>;

/** How a booking request ended, as the worker publishes it and the edge shows it. */
export const bookingOutcomeSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('confirmed'),
    booking: bookingViewSchema,
    /** Booked together with the first, where a campaign has two doses. */
    secondDose: bookingViewSchema.optional(),
  }),
  z.object({
    state: z.literal('rejected'),
    code: z.enum(rejectionCodes),
    alternatives: z.array(bookedSlotSchema),
  }),
]);
export type BookingOutcome = z.infer<typeof bookingOutcomeSchema>;

/**
 * Whether a request that ended so leaves its person nothing to do with their place: they have a booking. Whoever was refused
 * may try other slots for as long as the pass lasts, and whoever has cancelled meanwhile may go in again.
 */
export function settlesPlace(outcome: BookingOutcome): boolean {
  return outcome.state === 'confirmed' ? outcome.booking.state !== 'cancelled' : outcome.code === 'already-booked';
}
