import { z } from 'zod';
import { bookingViewSchema, rejectionCodes, windowIdSchema } from './booking.ts';
import { myBookingsSchema } from './contract.ts';

/* What a person is shown of everything that is kept about them. Instants are ISO 8601 in UTC. */

const instant = z.iso.datetime();

/** Who did something to a person's bookings or looked for them, besides the person. */
export const actorKinds = ['delegate', 'agent', 'staff', 'system'] as const;

/** Something others did: what (`booking.move`, `person.find`, …), and why, where staff had to say it. */
export const actedSchema = z.object({
  at: instant,
  by: z.enum(actorKinds),
  action: z.string(),
  reason: z.string().nullable(),
  /** The booking it was done to. */
  bookingNumber: z.string().nullable(),
});

/** Until when a campaign knows the person: `until` is `null` while nobody knows when it ends. */
export const keptUntilSchema = z.object({ campaignId: windowIdSchema, title: z.string(), until: instant.nullable() });

/** A person's wish to be forgotten: kept until every campaign that knows them is over. */
export const erasureSchema = z.object({
  askedAt: instant,
  /** When the last campaign that still knows them is over, as planned now; `null` while nobody knows. */
  dueAt: instant.nullable(),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** `GET /v1/me/data`: what is stored about the person who asks, whom they verified as, and nobody else. */
export const myDataSchema = z.object({
  takenAt: instant,
  /** What the identity provider told us; it stands in the session that the person holds, and nowhere else. */
  session: z.object({
    name: z.string(),
    phone: z.string(),
    birthDate: z.string(),
    provider: z.string(),
    verifiedAt: instant,
    expiresAt: instant,
  }),
  /** The person's line on the rolls of those who may book. */
  rolls: z.array(
    z.object({
      campaignId: windowIdSchema,
      title: z.string(),
      name: z.string(),
      birthDate: z.string(),
      phone: z.string().nullable(),
    }),
  ),
  bookings: myBookingsSchema.shape.bookings,
  /** Every booking request that was decided. */
  requests: z.array(
    z.object({
      requestId: z.string(),
      windowId: windowIdSchema,
      state: z.enum(['confirmed', 'rejected']),
      code: z.enum(rejectionCodes).nullable(),
      receivedAt: instant,
      decidedAt: instant,
    }),
  ),
  /** Every text message, but not its text: that is made when it is sent, and not kept. */
  messages: z.array(
    z.object({
      kind: z.string(),
      state: z.string(),
      bookingNumber: bookingViewSchema.shape.number.nullable(),
      createdAt: instant,
      sentAt: instant.nullable(),
    }),
  ),
  /** How many permissions to act for one another there are; `GET /v1/consents` lists them. */
  consents: z.object({ asDelegate: z.int().min(0), asBeneficiary: z.int().min(0) }),
  /** What others did, the newest first. */
  acted: z.array(actedSchema),
  kept: z.array(keptUntilSchema),
  erasure: erasureSchema.nullable(),
});
export type MyData = z.infer<typeof myDataSchema>;

/** `POST /v1/me/erasure`: what was forgotten at once, and what waits for the end of which campaign. */
export const erasureAnswerSchema = z.object({
  /** Rows that were forgotten now, in all. */
  forgotten: z.int().min(0),
  /** What is still needed, because its campaign is not over. Empty: everything is forgotten. */
  waiting: z.array(keptUntilSchema),
  erasure: erasureSchema.nullable(),
});
export type ErasureAnswer = z.infer<typeof erasureAnswerSchema>;
