import type { z } from 'zod';

/**
 * Redis holds something under one of our keys that this release does not write: a newer release's, or a stranger's. It
 * is never the fault of whoever asks, and never passes by itself.
 */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/** What was stored, checked against what is stored there. @throws {UnreadableRecord} naming `what` */
export function readStored<Schema extends z.ZodType>(schema: Schema, what: string, stored: () => unknown) {
  try {
    return schema.parse(stored());
  } catch (error) {
    throw new UnreadableRecord(`${what} cannot be read`, { cause: error });
  }
}
