import type { Coverage } from './cohort-coverage.ts';
import type { Policy } from './window.ts';
import type { ChecklistCode, ChecklistItem } from './window-plan-contract.ts';

/** Everything a window is judged by before it is scheduled. Instants are milliseconds since the epoch. */
export interface ReadinessFacts {
  readonly nowMs: number;
  readonly window: {
    readonly id: string;
    readonly policy: Policy;
    readonly opensAtMs: number;
    /** `null`: a draw's lobby opens as soon as it is scheduled. */
    readonly lobbyOpensAtMs: number | null;
    readonly requiresRoll: boolean;
    /** People in the cohort, as stated. */
    readonly expectedPeople: number | null;
    readonly secondDoseAfterDays: number | null;
    readonly agentSeats: number;
  };
  /** Its slots that are not closed, their doses, and how many of the slots begin before the window opens. */
  readonly slots: { readonly slots: number; readonly sites: number; readonly doses: number; readonly tooEarly: number };
  /** The campaign's roll: how many are on it, and whether a file was read to its end and none is being read. */
  readonly roll: { readonly people: number; readonly isComplete: boolean };
  /** How messages go out; `null` when nobody can say. */
  readonly carrier: { readonly light: 'green' | 'amber' | 'red' | null; readonly oldestDueSeconds: number | null };
  /** Of the campaign, with this window. */
  readonly coverage: Coverage;
}

/**
 * The check-list of a window: every item in the same order, each with what it was judged by. `missing` is what the window
 * cannot go without; a `warning` may be as it should be, which somebody has to say.
 */
export function checkWindow(facts: ReadinessFacts): ChecklistItem[] {
  return [
    opensAhead(facts),
    slots(facts),
    capacity(facts),
    roll(facts),
    carrier(facts),
    overlaps(facts),
    gaps(facts),
    lobby(facts),
    agentSeats(facts),
  ];
}

type Judge = (facts: ReadinessFacts) => ChecklistItem;

function item(code: ChecklistCode, state: ChecklistItem['state'], facts: ChecklistItem['facts']): ChecklistItem {
  return { code, state, facts };
}

const opensAhead: Judge = ({ nowMs, window: { opensAtMs } }) =>
  item('opens-ahead', opensAtMs > nowMs ? 'ok' : 'missing', { opensAt: instant(opensAtMs) });

const slots: Judge = ({ slots: { slots: count, sites, tooEarly } }) => {
  const state = count === 0 ? 'missing' : tooEarly > 0 ? 'warning' : 'ok';
  return item('slots', state, { slots: count, sites, tooEarly });
};

/** Of a roll only the people of the whole campaign are known: at most so many come to one of its windows. */
const capacity: Judge = ({ window, slots: { doses }, roll: { people: onRoll } }) => {
  const people = window.expectedPeople ?? (window.requiresRoll && onRoll > 0 ? onRoll : null);
  const source = people === null ? null : window.expectedPeople === null ? 'roll' : 'stated';
  const needed = people === null ? null : people * (window.secondDoseAfterDays === null ? 1 : 2);
  const state = doses === 0 ? 'missing' : needed === null || doses < needed ? 'warning' : 'ok';
  return item('capacity', state, { doses, people, source, needed });
};

const roll: Judge = ({ window: { requiresRoll }, roll: { people, isComplete } }) => {
  if (!requiresRoll) return item('roll', 'ok', { required: 'no' });
  const state = people === 0 ? 'missing' : isComplete ? 'ok' : 'warning';
  return item('roll', state, { required: 'yes', people });
};

/** A carrier that is away keeps no window from being scheduled days ahead: messages wait for it. */
const carrier: Judge = ({ carrier: { light, oldestDueSeconds } }) =>
  item('carrier', light === 'green' ? 'ok' : 'warning', { light, oldestDueSeconds });

const overlaps: Judge = ({ window: { id }, coverage }) => {
  const own = coverage.overlaps.filter(({ windows }) => windows.includes(id));
  const atOnce = own.filter(({ when }) => when === 'at-once').length;
  return item('overlaps', atOnce > 0 ? 'warning' : 'ok', { atOnce, inTurn: own.length - atOnce });
};

const gaps: Judge = ({ coverage }) =>
  item('gaps', coverage.gaps.length > 0 ? 'warning' : 'ok', { gaps: coverage.gaps.length });

const lobby: Judge = ({ nowMs, window: { policy, lobbyOpensAtMs } }) => {
  if (policy === 'fifo') return item('lobby', 'ok', { policy });
  const isLate = lobbyOpensAtMs !== null && lobbyOpensAtMs <= nowMs;
  return item('lobby', isLate ? 'warning' : 'ok', {
    policy,
    lobbyOpensAt: lobbyOpensAtMs === null ? null : instant(lobbyOpensAtMs),
  });
};

const agentSeats: Judge = ({ window: { agentSeats: seats } }) =>
  item('agent-seats', seats === 0 ? 'warning' : 'ok', { agentSeats: seats });

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
