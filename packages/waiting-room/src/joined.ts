import type { CallingRate, Skip } from '@sunbeon/core';
import { rateOf } from './rate.ts';
import { skipsOf } from './skips.ts';

interface Placed {
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

/** What became of an attempt to join. */
export type Joined =
  | Placed
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

/** What `join` says of one person: a number given now, minus one held already, a word, or what looking for them failed with. */
type PersonReply = number | 'lobby' | 'lobby-again' | 'drawing' | 'ceiling' | 'rebuilding' | Error;

/** What `join` returns: of each person in turn, or of all of them. */
export type JoinReply =
  | readonly [
      outcome: 'each',
      epoch: number,
      serving: number,
      skips: string,
      rate: string | null,
      deviation: string | null,
      ...people: PersonReply[],
    ]
  | readonly [outcome: 'not-open', opensAtMs: number]
  | readonly [outcome: 'rebuilding' | 'closed' | 'unknown'];

/** What became of each of `count` people who were asked for in one call; an `Error` for one whose look-up failed alone. */
export function joinedEach(reply: JoinReply, count: number): readonly (Joined | Error)[] {
  switch (reply[0]) {
    case 'each': {
      const [, epoch, serving, skips, rate, deviation, ...people] = reply;
      const line = { epoch, serving, skips: skipsOf(skips), rate: rateOf(rate, deviation) };
      return people.map((person) => joinedOf(person, line));
    }
    case 'not-open':
      return Array.from({ length: count }, () => ({ outcome: reply[0], opensAtMs: reply[1] }));
    case 'rebuilding':
    case 'closed':
    case 'unknown':
      return Array.from({ length: count }, () => ({ outcome: reply[0] }));
    default:
      return reply satisfies never;
  }
}

function joinedOf(person: PersonReply, line: Pick<Placed, 'epoch' | 'serving' | 'skips' | 'rate'>): Joined | Error {
  if (typeof person === 'number') {
    return { outcome: 'placed', number: Math.abs(person), first: person > 0, ...line };
  }
  if (person instanceof Error) return person;
  switch (person) {
    case 'lobby':
    case 'lobby-again':
      return { outcome: 'lobby', first: person === 'lobby', epoch: line.epoch };
    case 'drawing':
    case 'ceiling':
    case 'rebuilding':
      return { outcome: person };
    default:
      return person satisfies never;
  }
}
