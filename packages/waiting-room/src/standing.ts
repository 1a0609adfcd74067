import { aheadOf, type CallingRate, type TicketState, type WindowState, windowStateAt } from '@sunbeon/core';
import { rateOf } from './rate.ts';
import { skipsOf } from './skips.ts';

/** Where a number stands at one instant of the server's clock. */
export interface Standing {
  readonly state: TicketState;
  /** Numbers still to be called before this one. */
  readonly ahead: number;
  readonly serving: number;
  readonly issued: number;
  /** How fast numbers are called; `null` while nothing is, or before it was measured. */
  readonly rate: CallingRate | null;
  /** When its seat expires; `null` without a seat. */
  readonly expiresAtMs: number | null;
  readonly windowState: WindowState;
  readonly epoch: number;
  readonly serverTimeMs: number;
}

type Flag = '0' | '1';

/** What `read-standing` returns: the line, then of each number whether it has booked and when its seat expires. */
export type StandingReply = readonly [
  opensAtMs: string,
  closesAtMs: string,
  closed: Flag,
  paused: Flag,
  exhausted: Flag,
  epoch: string,
  issued: string,
  serving: string,
  rate: string | null,
  deviation: string | null,
  skips: string,
  serverTimeMs: number,
  ...numbers: (0 | 1 | string | null)[],
];

/** Where each of some numbers stands; `null` for one that was never given, and for all of an unknown window. */
export function standingEach(numbers: readonly number[], reply: StandingReply | null): readonly (Standing | null)[] {
  if (reply === null) return numbers.map(() => null);
  const [opensAtMs, closesAtMs, closed, paused, exhausted, epoch, issued, serving, rate, deviation, skips, ...rest] =
    reply;
  const [serverTimeMs, ...found] = rest;
  const windowState = windowStateAt(
    {
      policy: 'fifo',
      lobbyOpensAtMs: null,
      opensAtMs: Number(opensAtMs),
      closesAtMs: Number(closesAtMs),
      closed: closed === '1',
      paused: paused === '1',
      exhausted: exhausted === '1',
    },
    serverTimeMs,
  );
  const line = {
    serving: Number(serving),
    issued: Number(issued),
    rate: windowState === 'open' ? rateOf(rate, deviation) : null,
    windowState,
    epoch: Number(epoch),
    serverTimeMs,
  };
  const known = skipsOf(skips);
  return numbers.map((number, index) => {
    if (number > line.issued) return null;
    const seatMs = Number(found[2 * index + 1] ?? 0);
    const expiresAtMs = seatMs > serverTimeMs ? seatMs : null;
    const state = stateOf(found[2 * index] === 1, expiresAtMs !== null, number <= line.serving);
    return { state, ahead: aheadOf(number, line.serving, known), expiresAtMs, ...line };
  });
}

function stateOf(finished: boolean, seated: boolean, called: boolean): TicketState {
  if (finished) return 'finished';
  if (seated) return 'admitted';
  return called ? 'called' : 'waiting';
}
