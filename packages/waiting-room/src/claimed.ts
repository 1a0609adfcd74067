import { aheadOf } from '@sunbeon/core';
import { skipsOf } from './skips.ts';

/** What became of an attempt to take a seat. */
export type Claimed =
  /** The same expiry each time, until it is reached. */
  | { readonly outcome: 'admitted'; readonly expiresAtMs: number }
  | { readonly outcome: 'not-called'; readonly ahead: number }
  /** Called, but every seat is taken; one is free again after `freeAfterMs` at the latest. */
  | { readonly outcome: 'no-seat'; readonly freeAfterMs: number }
  /** This number has booked. */
  | { readonly outcome: 'finished' }
  /** The person does not hold this number in the line as it is now. */
  | { readonly outcome: 'not-placed' }
  /** The opening was moved to a later instant after the number was given. */
  | { readonly outcome: 'not-open'; readonly opensAtMs: number }
  /** Redis lost the line, or part of it, and its guard is starting it anew: a second or two. */
  | { readonly outcome: 'rebuilding' }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'unknown' };

/** What `claim` returns. */
export type ClaimReply =
  | readonly [outcome: 'admitted', expiresAtMs: number]
  | readonly [outcome: 'not-called', serving: number, skips: string]
  | readonly [outcome: 'no-seat', freeAfterMs: number]
  | readonly [outcome: 'not-open', opensAtMs: number]
  | readonly [outcome: 'finished' | 'not-placed' | 'rebuilding' | 'closed' | 'unknown'];

export function claimedOf(number: number, reply: ClaimReply): Claimed {
  switch (reply[0]) {
    case 'admitted':
      return { outcome: reply[0], expiresAtMs: reply[1] };
    case 'not-called':
      return { outcome: reply[0], ahead: aheadOf(number, reply[1], skipsOf(reply[2])) };
    case 'no-seat':
      return { outcome: reply[0], freeAfterMs: reply[1] };
    case 'not-open':
      return { outcome: reply[0], opensAtMs: reply[1] };
    case 'finished':
    case 'not-placed':
    case 'rebuilding':
    case 'closed':
    case 'unknown':
      return { outcome: reply[0] };
    default:
      return reply satisfies never;
  }
}
