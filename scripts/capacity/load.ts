import { firstRate, leastRate } from './arrivals.ts';
import { PRESENT_EVERY_SECONDS } from './behaviour.ts';
import { type CapacityFigures, eachProcess, type PerProcess, type TaskName, taskNames } from './figures.ts';
import { looksPerSecond } from './looks.ts';
import { callingRate, type PlannedNight } from './night.ts';

/** How often each task is done: a second, or in a whole night. */
export type Counts = Readonly<Record<TaskName, number>>;

/** The opening, as far as joins go. */
export interface Opening {
  /** Joins a second in the first instant. */
  readonly come: number;
  /** Joins a second without which somebody would wait too long for their number. */
  readonly wanted: number;
  /** Joins a second the lines can bear, each on its one shard of Redis. */
  readonly bearable: number;
  /** What the gates are made for: the lesser of the two. */
  readonly served: number;
}

export function openingOf(
  night: PlannedNight,
  figures: CapacityFigures,
  utilisation: number,
  coreSpeed: number,
): Opening {
  const joinsEach = 1 + night.behaviour.otherJoins;
  const wanted = leastRate(night.arrivals, night.numberWithinSeconds) * joinsEach;
  const perLine = (utilisation * coreSpeed * 1_000_000) / figures.cpuMicros.join.redis;
  const bearable = night.windows * perLine;
  return { come: firstRate(night.arrivals) * joinsEach, wanted, bearable, served: Math.min(wanted, bearable) };
}

/** What is asked of the house each second at the busiest: all wait, some still join, and the calling is at its full pace. */
export function busiestSecond(night: PlannedNight, joins: number): Counts {
  const { arrivals, finishSeconds, behaviour, edgeShare, presentShare } = night;
  const admitted = callingRate(night) * behaviour.come;
  const waiting = looksPerSecond(arrivals.people, finishSeconds);
  const before = (arrivals.people * presentShare) / PRESENT_EVERY_SECONDS;
  return {
    ...ofAdmitted(admitted, behaviour),
    status: Math.max(waiting, before) * (1 - edgeShare),
    slots: admitted * behaviour.slotLooks * (1 - edgeShare),
    join: joins,
  };
}

/** How often each task is done for so many people who are let in, status and joins left out. */
function ofAdmitted(admitted: number, behaviour: PlannedNight['behaviour']): Counts {
  const { slotLooks, submits, outcomeAsks, book, bookingLooks } = behaviour;
  return {
    status: 0,
    join: 0,
    claim: admitted,
    slots: admitted * slotLooks,
    submit: admitted * submits,
    outcome: admitted * submits * outcomeAsks,
    booking: admitted * book,
    'my bookings': admitted * book * bookingLooks,
  };
}

/** Processor time, in cores when the counts are a second's, in seconds when they are a night's. */
export function cpuOf(counts: Counts, figures: CapacityFigures): PerProcess {
  return eachProcess((name) =>
    taskNames.reduce((sum, task) => sum + (counts[task] * figures.cpuMicros[task][name]) / 1_000_000, 0),
  );
}
