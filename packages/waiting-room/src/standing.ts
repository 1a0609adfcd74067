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

/** What `read-standing` returns. */
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
  finished: 0 | 1,
  expiresAtMs: string | null,
  serverTimeMs: number,
];

/** `null` when the number was never given. */
export function standingOf(number: number, reply: StandingReply): Standing | null {
  const [opensAtMs, closesAtMs, closed, paused, exhausted, epoch, issued, serving, rate, deviation, skips, ...person] =
    reply;
  const [finished, seatExpiresAtMs, serverTimeMs] = person;
  if (number > Number(issued)) return null;
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
  const expiresAtMs =
    seatExpiresAtMs !== null && Number(seatExpiresAtMs) > serverTimeMs ? Number(seatExpiresAtMs) : null;
  return {
    state: stateOf(finished === 1, expiresAtMs !== null, number <= Number(serving)),
    ahead: aheadOf(number, Number(serving), skipsOf(skips)),
    serving: Number(serving),
    issued: Number(issued),
    rate: windowState === 'open' ? rateOf(rate, deviation) : null,
    expiresAtMs,
    windowState,
    epoch: Number(epoch),
    serverTimeMs,
  };
}

function stateOf(finished: boolean, seated: boolean, called: boolean): TicketState {
  if (finished) return 'finished';
  if (seated) return 'admitted';
  return called ? 'called' : 'waiting';
}
