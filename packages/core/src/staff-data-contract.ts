import { z } from 'zod';

/* What the staff API answers about personal data: what is kept, until when, and under which keys. Never about anybody. */

const count = z.int().min(0);

/** One campaign that still knows its people. */
export const keptCampaignSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** When its last window closes or its last slot begins, whichever is later. */
  endsAt: z.iso.datetime(),
  /** From when on its people are forgotten. */
  erasesAt: z.iso.datetime(),
  bookings: count,
  /** People on its roll. */
  rollEntries: count,
});
export type KeptCampaignView = z.infer<typeof keptCampaignSchema>;

/** `GET /v1/staff/retention`. */
export const retentionSchema = z.object({ retentionDays: z.int(), campaigns: z.array(keptCampaignSchema) });
export type Retention = z.infer<typeof retentionSchema>;

/** `POST /v1/staff/retention/run`: what was forgotten, and whether there is more to forget now. */
export const erasedSchema = z.object({
  bookings: count,
  messages: count,
  requests: count,
  setAside: count,
  rollEntries: count,
  consents: count,
  more: z.boolean(),
});
export type ErasedView = z.infer<typeof erasedSchema>;

/** `GET /v1/staff/sealing-keys`: how many contacts and entries of rolls each key seals; `kid` `null` for what names no key. */
export const sealingKeysSchema = z.object({
  keys: z.array(
    z.object({ kid: z.string().nullable(), bookings: count, messages: count, rollEntries: count, consents: count }),
  ),
});
export type SealingKeys = z.infer<typeof sealingKeysSchema>;
