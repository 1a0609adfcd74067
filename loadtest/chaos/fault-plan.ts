import type { Direction } from '@sunbeon/test-kit';
import { Chance } from '../chance.ts';

/** What can be hurt: services, databases, and the wire to the SMS carrier, who is not ours to kill. */
export const targets = ['gate', 'worker', 'notifier', 'api', 'redis', 'postgres', 'carrier'] as const;
export type Target = (typeof targets)[number];

/**
 * `kill`: SIGKILL, for Postgres an immediate shutdown. `replace`: a new process in the place of the old, as a release does. `freeze`: SIGSTOP, later SIGCONT. `rewind`: kill, and the last
 * writes are lost too. `flush`: FLUSHALL. `cut`, `stall`, `silence`, `refuse` and `slow` happen on the wire
 * to the target; a silent connection stays open and carries nothing any more, for good.
 */
type FaultKind = 'kill' | 'replace' | 'freeze' | 'rewind' | 'flush' | 'cut' | 'stall' | 'silence' | 'refuse' | 'slow';

/** One misfortune, all of it decided beforehand. */
export interface Fault {
  /** Milliseconds after the first person came. */
  readonly atMs: number;
  readonly kind: FaultKind;
  readonly target: Target;
  /** Which of several processes, counted round. */
  readonly which: number;
  /** How long it lasts, or how long a killed database stays away; 0 for what is over at once. */
  readonly forMs: number;
  /** Of a stall. */
  readonly direction: Direction;
  /** Whether the stalled bytes are lost in the end. */
  readonly thenCut: boolean;
  /** Of a slow wire. */
  readonly delayMs: number;
}

/** A kind of fault in the deck: how often it is in there, and how long it lasts, from and to. */
interface Card {
  readonly target: Target;
  readonly kind: FaultKind;
  readonly copies: number;
  readonly forMs: readonly [number, number];
}

/** Longer than the outflow's lease (0.3 s), a command's limit (2 s), a job's lock (10 s), a claim of the outbox (60 s). */
const BEYOND_JOB_LOCKS_MS = 15_000;
const BEYOND_CLAIMS_MS = 75_000;
const AT_ONCE = [0, 0] as const;

const deck: readonly Card[] = [
  { target: 'gate', kind: 'kill', copies: 2, forMs: AT_ONCE },
  { target: 'gate', kind: 'freeze', copies: 1, forMs: [100, 12_000] },
  { target: 'worker', kind: 'kill', copies: 3, forMs: AT_ONCE },
  { target: 'worker', kind: 'freeze', copies: 2, forMs: [200, BEYOND_JOB_LOCKS_MS] },
  { target: 'notifier', kind: 'kill', copies: 2, forMs: AT_ONCE },
  { target: 'notifier', kind: 'freeze', copies: 1, forMs: [200, BEYOND_CLAIMS_MS] },
  { target: 'api', kind: 'kill', copies: 1, forMs: AT_ONCE },
  { target: 'redis', kind: 'kill', copies: 2, forMs: [10, 4_000] },
  { target: 'redis', kind: 'rewind', copies: 1, forMs: [10, 2_000] },
  { target: 'redis', kind: 'flush', copies: 1, forMs: AT_ONCE },
  { target: 'redis', kind: 'freeze', copies: 1, forMs: [50, 6_000] },
  { target: 'redis', kind: 'cut', copies: 2, forMs: AT_ONCE },
  { target: 'redis', kind: 'stall', copies: 2, forMs: [50, 8_000] },
  { target: 'redis', kind: 'silence', copies: 1, forMs: AT_ONCE },
  { target: 'redis', kind: 'refuse', copies: 1, forMs: [100, 5_000] },
  { target: 'redis', kind: 'slow', copies: 1, forMs: [500, 4_000] },
  { target: 'postgres', kind: 'kill', copies: 3, forMs: [10, 4_000] },
  { target: 'postgres', kind: 'freeze', copies: 1, forMs: [50, 8_000] },
  { target: 'postgres', kind: 'cut', copies: 2, forMs: AT_ONCE },
  { target: 'postgres', kind: 'stall', copies: 2, forMs: [50, BEYOND_JOB_LOCKS_MS] },
  { target: 'postgres', kind: 'silence', copies: 1, forMs: AT_ONCE },
  { target: 'postgres', kind: 'refuse', copies: 1, forMs: [100, 5_000] },
  { target: 'postgres', kind: 'slow', copies: 1, forMs: [500, 4_000] },
  { target: 'carrier', kind: 'cut', copies: 1, forMs: AT_ONCE },
  { target: 'carrier', kind: 'stall', copies: 2, forMs: [100, 30_000] },
  { target: 'carrier', kind: 'silence', copies: 1, forMs: AT_ONCE },
  { target: 'carrier', kind: 'refuse', copies: 1, forMs: [500, 20_000] },
  { target: 'carrier', kind: 'slow', copies: 1, forMs: [1_000, 15_000] },
];

/** Services have at most two processes and what holds them. */
const PROCESSES = 3;
const SLOW_BY_MS = [5, 300] as const;
/** The first fault finds people in the line. */
const FIRST_AT_MS = 3_000;

export interface PlanOptions {
  readonly seed: number;
  /** How many faults. */
  readonly kills: number;
  /** Mean time from one to the next, in milliseconds. */
  readonly everyMs: number;
  /** No fault lasts longer. */
  readonly longestMs: number;
  readonly only: readonly Target[];
}

/**
 * The faults of a run, in the order of their instants: the same for the same options, and a longer plan begins like a
 * shorter one. They are dealt from a shuffled deck, so that none is missing in a long run; they may overlap.
 */
export function planFaults({ seed, kills, everyMs, longestMs, only }: PlanOptions): Fault[] {
  const chance = new Chance(seed);
  const cards = deck
    .filter(({ target }) => only.includes(target))
    .flatMap((card) => Array<Card>(card.copies).fill(card));
  const faults: Fault[] = [];
  let dealt: Card[] = [];
  for (let atMs = FIRST_AT_MS; faults.length < kills; atMs += Math.round(chance.after(everyMs))) {
    if (dealt.length === 0) dealt = shuffled(cards, chance);
    const card = dealt.pop();
    if (card === undefined) return [];
    faults.push(faultOf(card, atMs, longestMs, chance));
  }
  return faults;
}

/** Every chance is taken whether it matters or not, so that a change of one card leaves the others as they were. */
function faultOf({ kind, target, forMs: [from, to] }: Card, atMs: number, longestMs: number, chance: Chance): Fault {
  return {
    atMs,
    kind,
    target,
    which: Math.floor(chance.between(0, PROCESSES)),
    forMs: Math.min(spread(from, to, chance), longestMs),
    direction: chance.happens(0.5) ? 'up' : 'down',
    thenCut: chance.happens(0.5),
    delayMs: spread(...SLOW_BY_MS, chance),
  };
}

/** Between the two, as likely below ten times the least as above: short ones and long ones both come. */
function spread(from: number, to: number, chance: Chance): number {
  const exponent = chance.between(0, 1);
  return from === 0 ? 0 : Math.round(from * (to / from) ** exponent);
}

function shuffled(cards: readonly Card[], chance: Chance): Card[] {
  return cards
    .map((card) => ({ card, at: chance.between(0, 1) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ card }) => card);
}

/** Of these there are several processes. */
const SEVERAL = new Set<Target>(['gate', 'worker', 'notifier', 'api']);

/** A fault in one line, for people. */
export function describeFault(fault: Fault): string {
  const { kind, forMs, direction, thenCut, delayMs } = fault;
  const target = SEVERAL.has(fault.target) ? `${fault.target} ${fault.which}` : fault.target;
  const lasting = forMs > 0 ? ` ${(forMs / 1_000).toFixed(1)} s` : '';
  switch (kind) {
    case 'stall':
      return `stall ${target} ${direction}${lasting}${thenCut ? ', then cut' : ''}`;
    case 'slow':
      return `slow ${target} by ${delayMs} ms${lasting}`;
    case 'kill':
    case 'replace':
    case 'freeze':
    case 'rewind':
    case 'flush':
    case 'cut':
    case 'silence':
    case 'refuse':
      return `${kind} ${target}${lasting}`;
    default:
      return kind satisfies never;
  }
}
