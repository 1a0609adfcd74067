import { moveTakesTwo } from './approval-contract.ts';
import { type CallingRate, type Eta, etaFor } from './eta.ts';
import type { NightLine } from './night-contract.ts';
import type { StaffWindowView } from './staff-contract.ts';
import type { NoticeBody } from './window-news.ts';

/** What whoever runs the night may do to a window. `opensAt` is ISO 8601. */
export type Lever =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'close' }
  | { readonly kind: 'pace'; readonly maxActive?: number | undefined; readonly maxPerSecond?: number | undefined }
  | { readonly kind: 'agent-seats'; readonly agentSeats: number }
  | { readonly kind: 'move'; readonly opensAt: string }
  | { readonly kind: 'notice'; readonly notice: NoticeBody | null };

/** What a lever's effect is told from: the window as it is, and how its line stands (`null`: not known). */
export interface LeverFacts
  extends Pick<NightLine, 'waiting' | 'inLobby' | 'active' | 'agentsActive' | 'remaining' | 'rate'> {
  readonly state: StaffWindowView['state'];
  readonly opensAt: string;
  readonly closesAt: string;
  readonly lobbyOpensAt: string | null;
  readonly maxActive: number;
  readonly agentSeats: number;
  readonly maxPerSecond: number;
  readonly notice?: NoticeBody | undefined;
}

/** Why a lever does nothing: it is so already, the window is closed, or the instant does not fit. */
export type NoEffect = 'in-force' | 'closed' | 'after-closing' | 'before-lobby';

/** What a lever will do. Counts are `null` where nobody knows them; waits are in seconds until whoever came last is called. */
export type LeverEffect =
  | { readonly kind: 'nothing'; readonly why: NoEffect }
  /** Nobody is called; nobody loses a place; those with a seat book on. */
  | { readonly kind: 'pause'; readonly waiting: number | null; readonly active: number | null }
  | { readonly kind: 'resume'; readonly waiting: number | null; readonly through: Through | null }
  /** Whoever waits gets nothing, whoever has a seat loses it, and there is no way back. */
  | {
      readonly kind: 'close';
      readonly waiting: number | null;
      readonly inLobby: number | null;
      readonly active: number | null;
      readonly remaining: number | null;
    }
  | {
      readonly kind: 'pace';
      readonly waiting: number | null;
      readonly before: PaceFacts;
      readonly after: PaceFacts;
      /** Seats taken beyond the new number: they are kept until they are free by themselves. */
      readonly over: number;
    }
  | {
      readonly kind: 'agent-seats';
      readonly before: number;
      readonly after: number;
      /** Of all seats, the agents' afterwards: 0–1. */
      readonly share: number;
      readonly over: number;
    }
  | {
      readonly kind: 'move';
      readonly from: string;
      readonly to: string;
      readonly waiting: number | null;
      readonly inLobby: number | null;
      readonly active: number | null;
      /** Whether it shuts a door that is open now. */
      readonly shuts: boolean;
      /** Whether somebody else has to approve it first. */
      readonly takesTwo: boolean;
    }
  | {
      readonly kind: 'notice';
      readonly readers: number | null;
      readonly replaces: boolean;
      readonly takesDown: boolean;
    };

/** Until whoever came last is called. */
type Through = Pick<Eta, 'seconds' | 'low' | 'high'>;

/** A pace and how long the line takes by it. */
export type PaceFacts = {
  readonly maxActive: number;
  readonly maxPerSecond: number;
  readonly through: Through | null;
};

/**
 * What a lever will do, told before it is pulled and kept in the audit trail afterwards. Pure: from what is known of the
 * window at `nowMs` alone.
 */
export function leverEffect(lever: Lever, facts: LeverFacts, nowMs: number): LeverEffect {
  const why = whyNothing(lever, facts);
  if (why !== null) return { kind: 'nothing', why };
  const { waiting, inLobby, active, remaining } = facts;
  switch (lever.kind) {
    case 'pause':
      return { kind: 'pause', waiting, active };
    case 'resume':
      return { kind: 'resume', waiting, through: throughBy(facts.rate, waiting) };
    case 'close':
      return { kind: 'close', waiting, inLobby, active, remaining };
    case 'pace':
      return paceEffect(lever, facts);
    case 'agent-seats':
      return seatsEffect(lever.agentSeats, facts);
    case 'move':
      return moveEffect(Date.parse(lever.opensAt), facts, nowMs);
    case 'notice': {
      const readers = waiting === null && inLobby === null ? null : (waiting ?? 0) + (inLobby ?? 0) + (active ?? 0);
      const takesDown = lever.notice === null;
      return { kind: 'notice', readers, replaces: facts.notice !== undefined && !takesDown, takesDown };
    }
    default:
      return lever satisfies never;
  }
}

function whyNothing(lever: Lever, facts: LeverFacts): NoEffect | null {
  if (facts.state === 'closed' && lever.kind !== 'notice') return 'closed';
  if (lever.kind === 'move') return whyNoMove(Date.parse(lever.opensAt), facts);
  return isInForce(lever, facts) ? 'in-force' : null;
}

function isInForce(lever: Exclude<Lever, { kind: 'move' }>, facts: LeverFacts): boolean {
  switch (lever.kind) {
    case 'pause':
      return facts.state === 'paused';
    case 'resume':
      return facts.state !== 'paused';
    case 'close':
      return false;
    case 'pace':
      return (
        (lever.maxActive ?? facts.maxActive) === facts.maxActive &&
        (lever.maxPerSecond ?? facts.maxPerSecond) === facts.maxPerSecond
      );
    case 'agent-seats':
      return lever.agentSeats === facts.agentSeats;
    case 'notice':
      return lever.notice?.ko === facts.notice?.ko && lever.notice?.en === facts.notice?.en;
    default:
      return lever satisfies never;
  }
}

function whyNoMove(toMs: number, { opensAt, closesAt, lobbyOpensAt }: LeverFacts): NoEffect | null {
  if (toMs === Date.parse(opensAt)) return 'in-force';
  if (toMs >= Date.parse(closesAt)) return 'after-closing';
  return lobbyOpensAt !== null && toMs <= Date.parse(lobbyOpensAt) ? 'before-lobby' : null;
}

function paceEffect(lever: Extract<Lever, { kind: 'pace' }>, facts: LeverFacts): LeverEffect {
  const { waiting, active, rate } = facts;
  const { maxActive = facts.maxActive, maxPerSecond = facts.maxPerSecond } = lever;
  return {
    kind: 'pace',
    waiting,
    before: { maxActive: facts.maxActive, maxPerSecond: facts.maxPerSecond, through: throughBy(rate, waiting) },
    after: { maxActive, maxPerSecond, through: throughBy(rateAt({ maxActive, maxPerSecond }, facts), waiting) },
    over: Math.max((active ?? 0) - maxActive, 0),
  };
}

/**
 * The calling rate by another pace. What the seats allow grows with them, what is allowed per second with that. Where the
 * seats do not hold the line up now, how many they would allow is told by Little's law: so many seats are taken at this rate.
 */
function rateAt(
  { maxActive, maxPerSecond }: Pick<PaceFacts, 'maxActive' | 'maxPerSecond'>,
  facts: LeverFacts,
): CallingRate | null {
  const { rate, active } = facts;
  if (rate === null || rate.perSecond <= 0) return null;
  const areSeatsShort = rate.perSecond < rate.mostPerSecond;
  const taken = areSeatsShort ? facts.maxActive : Math.min(Math.max(active ?? 1, 1), facts.maxActive);
  const bySeats = (rate.perSecond / taken) * maxActive;
  const mostPerSecond = (rate.mostPerSecond / facts.maxPerSecond) * maxPerSecond;
  const perSecond = Math.min(bySeats, mostPerSecond);
  const headStart = bySeats < mostPerSecond ? rate.headStart + maxActive - taken : 0;
  return { perSecond, deviation: (rate.deviation / rate.perSecond) * perSecond, headStart, mostPerSecond };
}

function throughBy(rate: CallingRate | null, waiting: number | null): Through | null {
  return rate === null || waiting === null ? null : etaFor(waiting, rate);
}

function seatsEffect(after: number, { agentSeats: before, agentsActive, maxActive }: LeverFacts): LeverEffect {
  const share = after / (after + maxActive);
  return { kind: 'agent-seats', before, after, share, over: Math.max((agentsActive ?? 0) - after, 0) };
}

function moveEffect(toMs: number, facts: LeverFacts, nowMs: number): LeverEffect {
  const { opensAt: from, waiting, inLobby, active } = facts;
  const fromMs = Date.parse(from);
  return {
    kind: 'move',
    from,
    to: new Date(toMs).toISOString(),
    waiting,
    inLobby,
    active,
    shuts: fromMs <= nowMs && toMs > nowMs,
    takesTwo: moveTakesTwo({ fromMs, toMs }, nowMs),
  };
}
