import { z } from 'zod';
import { bookedSlotSchema, bookingRequestSchema, MAX_CHOICES, slotIdSchema } from './booking.ts';

/*
 * How far somebody has come on the booking page, kept at the edge for an hour so that another device goes on from there.
 * Ids only: nothing in it can be read as a person's data, and nothing a person typed finds its way in.
 */

const idText = z.string().regex(/^[\w.:-]{1,64}$/, { error: 'an id' });
/** The pages' own keys: 128 random bits in hexadecimal. */
const ownKeySchema = z.string().regex(/^[0-9a-f]{32}$/, { error: '32 hexadecimal digits' });

const draftChoiceSchema = z.strictObject({ slot: slotIdSchema, site: idText });

/** A request that was sent, or was about to be: any device sends it again under the same key, and it books once. */
const draftRequestSchema = z.strictObject({
  key: ownKeySchema,
  slots: z.array(slotIdSchema).min(1).max(MAX_CHOICES),
  /** `null` until the gate has said that it took the request in. */
  requestId: bookingRequestSchema.shape.requestId.nullable(),
});

/** `PUT /v1/windows/:id/draft`: 204. A draft that holds nothing is forgotten at once. */
export const bookingDraftSchema = z.strictObject({
  /** The code of the municipality that was chosen. */
  district: idText.nullable(),
  /** In order of preference. */
  choices: z
    .array(draftChoiceSchema)
    .max(MAX_CHOICES)
    .refine((choices) => new Set(choices.map(({ slot }) => slot)).size === choices.length, { error: 'each slot once' }),
  request: draftRequestSchema.nullable(),
});
export type BookingDraft = z.infer<typeof bookingDraftSchema>;

/** `GET /v1/windows/:id/draft`: choices as they are now; a slot that is not there any more is left out. */
export const bookingDraftViewSchema = z.object({
  /** `null` when nothing is kept. */
  savedAt: z.iso.datetime().nullable(),
  district: z.object({ code: z.string(), name: z.string() }).nullable(),
  choices: z.array(bookedSlotSchema.extend({ siteId: z.string() })),
  request: draftRequestSchema.nullable(),
});
export type BookingDraftView = z.infer<typeof bookingDraftViewSchema>;
