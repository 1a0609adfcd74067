/** What became of showing a ticket again. */
export type Reseated =
  /**
   * The person's number from now on. It is another one than the ticket's when they have a better one, or hold a seat by
   * the one they were given after the loss.
   */
  | { readonly outcome: 'placed'; readonly number: number }
  /** The ticket is of this epoch, and nobody holds a place by it. */
  | { readonly outcome: 'none' }
  /** Redis lost the line, or part of it, and its guard is starting it anew: a second or two. */
  | { readonly outcome: 'rebuilding' }
  | { readonly outcome: 'unknown' };

/** What `reseat` returns. */
export type ReseatReply =
  | readonly [outcome: 'placed', number: number]
  | readonly [outcome: 'none' | 'rebuilding' | 'unknown'];

export function reseatedOf(reply: ReseatReply): Reseated {
  return reply[0] === 'placed' ? { outcome: reply[0], number: reply[1] } : { outcome: reply[0] };
}
