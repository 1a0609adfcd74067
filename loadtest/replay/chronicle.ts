import { z } from 'zod';
import type { CallReport } from './call-record.ts';
import { habits } from './cast.ts';

/** What one person did and was told that night, to be held against the databases afterwards. Instants in milliseconds. */
export const chronicleSchema = z.object({
  personKey: z.string(),
  eligible: z.boolean(),
  habit: z.enum(habits),
  /**
   * The code with which the attempt before the opening was refused; `null` when there was none, `let-in` when it was not refused,
   * `opened-meanwhile` when it was answered only after the opening.
   */
  earlyAnswer: z.string().nullable(),
  join: z.object({ sentAtMs: z.number(), answeredAtMs: z.number(), number: z.int() }).nullable(),
  /** The number a second device was given. */
  secondNumber: z.int().nullable(),
  /** Codes of booking requests that were rejected on the way. */
  rejections: z.array(z.string()),
  admittedAtMs: z.number().nullable(),
  /** When they were told that they are booked. */
  bookedAtMs: z.number().nullable(),
  /** The waits they were told, as `toldWaits` reads them. */
  waits: z.array(z.number()),
  /** How it ended: `booked`, `closed-tab`, or the code of the last refusal. */
  ending: z.string(),
  bookingId: z.string().nullable(),
});
export type Chronicle = z.infer<typeof chronicleSchema>;

/** What a crowd has done so far. */
export interface Tally {
  early: number;
  joined: number;
  admitted: number;
  booked: number;
  ended: number;
}

/**
 * What the crowd process tells the replay: that it is ready, how far it is, and at last, with the chronicles written, when the last one had
 * an answer and what the calls took.
 */
export type CrowdMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly tally: Tally }
  | { readonly kind: 'done'; readonly endedAtMs: number; readonly calls: CallReport };
