import { z } from 'zod';
import { bookedSlotSchema, MAX_CHOICES, slotIdSchema, windowIdSchema } from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { callerSchema } from './consent-contract.ts';
import { HIGHEST_NUMBER } from './contract.ts';
import { freeText } from './free-text.ts';
import { languages } from './language.ts';
import { siteIdSchema, staffBookingsSchema } from './staff-bookings-contract.ts';

/* Booking for somebody on the phone: the agent sees whether the caller is who they say they are, and takes a seat for them. */

/** Seats of a window that only agents take, beside the public's. */
export const MAX_AGENT_SEATS = 1_000;
export const DEFAULT_AGENT_SEATS = 20;
const MAX_REASON_LENGTH = 200;
const MAX_PASS_LENGTH = 4_096;

const reason = freeText(MAX_REASON_LENGTH);
const pass = z.string().min(1).max(MAX_PASS_LENGTH);

/** `POST /v1/staff/assisted/admissions`. */
export const assistedAdmissionBodySchema = z.strictObject({
  window: windowIdSchema,
  caller: callerSchema,
  /** What their messages are written in. */
  language: z.enum(languages).default('ko'),
  reason,
});

/** 201: a seat for the caller, and the pass to book with it, which is good for the member it was given to alone. */
export const assistedAdmissionSchema = z.object({
  pass: z.string(),
  expiresAt: z.iso.datetime(),
  /** The caller's place in the line, the same as on their own page. */
  number: z.int().min(1).max(HIGHEST_NUMBER),
  person: z.object({ maskedName: z.string(), birthDate: z.string() }),
  /** What they have booked. */
  bookings: staffBookingsSchema.shape.bookings,
});
export type AssistedAdmission = z.infer<typeof assistedAdmissionSchema>;

/** `POST /v1/staff/assisted/bookings`, with an `Idempotency-Key`; answers with the outcome, decided in Postgres. */
export const assistedBookingBodySchema = z.strictObject({
  pass,
  slots: z
    .array(slotIdSchema)
    .min(1)
    .max(MAX_CHOICES)
    .refine((slots) => new Set(slots).size === slots.length, { error: 'each slot once' }),
  reason,
});

/** `DELETE /v1/staff/assisted/admissions`: gives the seat back. */
export const endAssistedAdmissionBodySchema = z.strictObject({ pass });

/** `GET /v1/staff/slots`; every filter but `window` may be left out. */
export const staffSlotsQuerySchema = z.strictObject({
  window: windowIdSchema,
  site: siteIdSchema.optional(),
  municipality: z.string().min(1).max(64).optional(),
  date: civilDateSchema.optional(),
});

/** What is free by the database; `complete` is false when there is more than a list holds. */
export const staffSlotListSchema = z.object({
  slots: z.array(bookedSlotSchema.extend({ siteId: z.string(), municipalityCode: z.string(), free: z.int() })),
  complete: z.boolean(),
});
export type StaffSlotList = z.infer<typeof staffSlotListSchema>;

/** `POST /v1/staff/windows/:id/agent-seats`. */
export const agentSeatsBodySchema = z.strictObject({ agentSeats: z.int().min(0).max(MAX_AGENT_SEATS) });
