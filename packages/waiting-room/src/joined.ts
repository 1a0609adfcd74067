import type { CallingRate, Skip } from '@sunbeon/core';
import { rateOf } from './rate.ts';
import { skipsOf } from './skips.ts';

/** What became of an attempt to join. */
export type Joined =
  | {
      readonly outcome: 'placed';
      readonly number: number;
      /** False when the person had this number already. */
      readonly first: boolean;
      readonly epoch: number;
      readonly serving: number;
      /** Numbers nobody holds: they are not ahead of anyone. */
      readonly skips: readonly Skip[];
      /** How fast numbers are called; `null` while nothing is, or before it was measured. */
      readonly rate: CallingRate | null;
    }
  /** In the lobby of a draw: the number comes with the draw, whenever one asks again. */
  | { readonly outcome: 'lobby'; readonly first: boolean; readonly epoch: number }
  | { readonly outcome: 'not-open'; readonly opensAtMs: number }
  /** The lobby is being drawn, and nobody is placed before that is done: a moment. */
  | { readonly outcome: 'drawing' }
  /** Redis lost the line, or part of it, and its guard is starting it anew: a second or two. */
  | { readonly outcome: 'rebuilding' }
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
      skips: string,
      rate: string | null,
      deviation: string | null,
    ]
  | readonly [outcome: 'lobby', first: 0 | 1, epoch: number]
  | readonly [outcome: 'not-open', opensAtMs: number]
  | readonly [outcome: 'drawing' | 'rebuilding' | 'ceiling' | 'closed' | 'unknown'];

export function joinedOf(reply: JoinReply): Joined {
  switch (reply[0]) {
    case 'placed': {
      const [outcome, number, first, epoch, serving, skips, rate, deviation] = reply;
      return {
        outcome,
        number,
        first: first === 1,
        epoch,
        serving,
        skips: skipsOf(skips),
        rate: rateOf(rate, deviation),
      };
    }
    case 'lobby':
      return { outcome: reply[0], first: reply[1] === 1, epoch: reply[2] };
    case 'not-open':
      return { outcome: reply[0], opensAtMs: reply[1] };
    case 'drawing':
    case 'rebuilding':
    case 'ceiling':
    case 'closed':
    case 'unknown':
      return { outcome: reply[0] };
    default:
      return reply satisfies never;
  }
}
