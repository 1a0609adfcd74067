import smpp from 'smpp';
import { z } from 'zod';

const LONGEST_DELAY_MS = 3_600_000;
const delayMs = z.int().min(0).max(LONGEST_DELAY_MS);

/** How well the carrier works at the moment; may be changed while it runs. */
export const behaviourSchema = z.strictObject({
  /** From taking a message to delivering it and sending its receipt. */
  deliveryDelayMs: delayMs,
  /** From receiving a submission to answering it; it is taken at once. */
  responseDelayMs: delayMs,
  /** Command status every submission is refused with, e.g. `ESME_RSYSERR`. */
  refuseWith: z
    .string()
    .refine((name) => name in smpp.errors && name !== 'ESME_ROK', { error: 'the name of an SMPP error' })
    .nullable(),
  /** Submissions are lost: neither taken nor answered. */
  loses: z.boolean(),
});
export type CarrierBehaviour = z.infer<typeof behaviourSchema>;
