import {
  aheadOf,
  etaFor,
  type LeverFacts,
  type NightLine,
  type NightSample,
  nightPace,
  refusedOf,
  skippedBetween,
  windowNews,
} from '@sunbeon/core';
import type { NightStatus } from '@sunbeon/waiting-room';

const SIGNIFICANT_DIGITS = 3;

/** What is said of a line nobody can ask. */
export const UNKNOWN_LINE: NightLine = {
  waiting: null,
  inLobby: null,
  issued: null,
  serving: null,
  active: null,
  agentsActive: null,
  booked: null,
  calledPerMinute: null,
  admittedPerMinute: null,
  bookedPerMinute: null,
  refusedPerMinute: null,
  remaining: null,
  eta: null,
  rate: null,
  refused: {},
};

/** How many requests ended in which way: `confirmed`, and the codes of refusals. */
export type Endings = Readonly<Record<string, number>>;

/** How far a line has come, as it is noted minute by minute. */
export function sampleOf(status: NightStatus, endings: Endings): NightSample {
  const { issued, serving, skips, serverTimeMs, booked, admissions } = status;
  return {
    atMs: serverTimeMs,
    waiting: aheadOf(issued + 1, serving, skips),
    called: serving - skippedBetween(1, serving, skips),
    booked,
    admitted: admissions,
    refused: refusedOf(endings),
  };
}

/** @param samples of the last minutes, the oldest first */
export function nightLine(status: NightStatus, endings: Endings, samples: readonly NightSample[]): NightLine {
  const { confirmed: _confirmed, ...refused } = endings;
  if (status.rebuilding) return { ...UNKNOWN_LINE, remaining: status.remaining, refused };
  const { inLobby, issued, serving, active, agentsActive, booked, remaining, rate } = status;
  const now = sampleOf(status, endings);
  const pace = status.state === 'scheduled' || status.state === 'lobby' ? null : nightPace(samples, now);
  return {
    waiting: now.waiting,
    inLobby,
    issued,
    serving,
    active,
    agentsActive,
    booked,
    // Nobody is called in any other state, whatever was a moment ago.
    calledPerMinute: status.state === 'open' ? rounded(pace?.called) : null,
    admittedPerMinute: rounded(pace?.admitted),
    bookedPerMinute: rounded(pace?.booked),
    refusedPerMinute: rounded(pace?.refused),
    remaining,
    eta: rate === null ? null : etaFor(now.waiting, rate),
    rate,
    refused,
  };
}

/** What the effect of a lever on this window is told from. */
export function leverFacts(status: NightStatus): LeverFacts {
  const { waiting, inLobby, active, agentsActive, remaining, rate } = nightLine(status, {}, []);
  const { state, opensAtMs, closesAtMs, lobbyOpensAtMs, maxActive, agentSeats, maxPerSecond } = status;
  return {
    waiting,
    inLobby,
    active,
    agentsActive,
    remaining,
    rate,
    state,
    maxActive,
    agentSeats,
    maxPerSecond,
    opensAt: iso(opensAtMs),
    closesAt: iso(closesAtMs),
    lobbyOpensAt: lobbyOpensAtMs === null ? null : iso(lobbyOpensAtMs),
    notice: windowNews(status, status.paused).notice,
  };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function rounded(value: number | null | undefined): number | null {
  return value == null ? null : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
