import type { CallingRate } from '@sunbeon/core';
import { rateOf } from './rate.ts';

/** What became of an attempt to join. */
export type Joined =
  | {
      readonly outcome: 'placed';
      readonly number: number;
      /** False when the person had this number already. */
      readonly first: boolean;
      readonly epoch: number;
      readonly serving: number;
      /** How fast numbers are called; `null` while nothing is, or before it was measured. */
      readonly rate: CallingRate | null;
    }
  | { readonly outcome: 'not-open'; readonly opensAtMs: number }
  /** No number may be given until the ceiling is raised. */
  | { readonly outcome: 'ceiling' }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'unknown' };

/** What `join` returns. */
export type JoinReply =
  | readonly [
      outcome: 'placed',
      number: number,
      first: 0 | 1,
      epoch: number,
      serving: number,
      rate: string | null,
      deviation: string | null,
    ]
  | readonly [outcome: 'not-open', opensAtMs: number]
  | readonly [outcome: 'ceiling' | 'closed' | 'unknown'];

export function joinedOf(reply: JoinReply): Joined {
  switch (reply[0]) {
    case 'placed': {
      const [outcome, number, first, epoch, serving, rate, deviation] = reply;
      return { outcome, number, first: first === 1, epoch, serving, rate: rateOf(rate, deviation) };
    }
    case 'not-open':
      return { outcome: reply[0], opensAtMs: reply[1] };
    case 'ceiling':
    case 'closed':
    case 'unknown':
      return { outcome: reply[0] };
    default:
      return reply satisfies never;
  }
}
