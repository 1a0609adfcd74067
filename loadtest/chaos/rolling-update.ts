import type { Fault, Target } from './fault-plan.ts';

/** The first one finds people in the line. */
const FIRST_AT_MS = 4_000;
/** From one process to the next, at the soonest. */
const EVERY_MS = 6_000;
/** Workers before gates: what a new gate sends, a new worker can read. */
const ORDER: readonly (readonly [target: Target, processes: number])[] = [
  ['worker', 2],
  ['notifier', 2],
  ['api', 2],
  // All its processes, in turn.
  ['gate', 1],
];

/** A release, as a plan of the same kind as faults: every process is told to end, in turn, and a new one takes its place. */
export function planRollingUpdate(): Fault[] {
  const processes = ORDER.flatMap(([target, count]) =>
    Array.from({ length: count }, (_, which) => ({ target, which })),
  );
  return processes.map(({ target, which }, index) => ({
    atMs: FIRST_AT_MS + index * EVERY_MS,
    kind: 'replace',
    target,
    which,
    forMs: 0,
    direction: 'up',
    thenCut: false,
    delayMs: 0,
  }));
}
