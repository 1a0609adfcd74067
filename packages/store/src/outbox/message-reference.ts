/** A message of the outbox, as far as its reference tells. */
export interface ReferencedMessage {
  readonly id: string;
  /** How often staff put it back: what was handed over before that is another matter. */
  readonly requeued: number;
  /** The random end of the id of what it speaks of. */
  readonly tail: string;
}

const TAIL_LENGTH = 12;
const MAX_ID = 2n ** 63n - 1n;

/**
 * What a carrier may know a message by besides its own id, e.g. `4711-0-9f86d081884c`: the same at every attempt, and
 * nobody who knows only a message's id can make it up.
 * @param about what the database function `reference_base` says of it, e.g. the id (a UUID) of the booking it speaks of
 */
export function messageReference(id: string, requeued: number, about: string): string {
  return `${id}-${requeued}-${about.slice(-TAIL_LENGTH)}`;
}

/** Reads a reference; `null` for anything that cannot be one. */
export function parseMessageReference(reference: string): ReferencedMessage | null {
  const [, id = '', requeued = '', tail = ''] = /^(\d{1,19})-(\d{1,4})-([0-9a-f]{12})$/.exec(reference) ?? [];
  if (id === '' || BigInt(id) > MAX_ID) return null;
  return { id, requeued: Number(requeued), tail };
}
