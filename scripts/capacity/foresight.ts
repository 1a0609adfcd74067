import {
  type CapacityFigures,
  eachProcess,
  type MeasuredNight,
  type PerProcess,
  processNames,
  taskNames,
} from './figures.ts';
import { type Counts, cpuOf } from './load.ts';
import { looksUntilCalled } from './looks.ts';

/** A replay's processes are watched from some seconds before the opening until the last message is sent. */
const WATCHED_BESIDE_SECONDS = 8;
/** People of a replay come within five seconds, most of them in the first: by this much they wait less than the line is long. */
const COME_AFTER_SECONDS = 1.25;
/** A replay asks for the outcome after 0.4 s; by then nearly everybody has one. */
const OUTCOME_ASKS = 1;
/** How finely the waits of a line are added up. */
const WAITS = 50;

/** Nobody looks at their bookings in a replay, so the api has nothing to do in it. */
const COMPARED = processNames.filter((name) => name !== 'api');

/** What the model says of a night that was lived through. */
export interface Foresight {
  readonly calls: Counts;
  readonly cpuSeconds: PerProcess;
}

/** What was foreseen against what was measured. */
export interface Comparison {
  readonly what: string;
  readonly foreseen: number;
  readonly measured: number;
  /** How much too much was foreseen, as a share of what was measured. */
  readonly miss: number;
}

/** Foresees a replayed night out of who came and how fast they were called, without looking at what it cost. */
export function foresee(night: MeasuredNight, figures: CapacityFigures): Foresight {
  const { joined, otherJoins, booked, rejected, leftBefore, callingSeconds, seconds, gateProcesses } = night;
  const admitted = joined - leftBefore;
  const submit = booked + rejected;
  const calls: Counts = {
    status: admitted * meanLooks(callingSeconds - COME_AFTER_SECONDS, night.answerSeconds),
    join: joined + otherJoins,
    claim: admitted,
    slots: admitted,
    submit,
    outcome: submit * OUTCOME_ASKS,
    booking: booked,
    'my bookings': 0,
  };
  const used = cpuOf(calls, figures);
  const watched = seconds + WATCHED_BESIDE_SECONDS;
  const cpuSeconds = eachProcess((name) => {
    const processes = name === 'gate' ? gateProcesses : 1;
    const each = figures.warmUpSeconds[name] + (figures.idleMicros[name] / 1_000_000) * watched;
    return used[name] + processes * each;
  });
  return { calls, cpuSeconds };
}

/** The looks of everybody in a line that empties at one pace, each counted until they are called, on average. */
function meanLooks(longestSeconds: number, answerSeconds: number): number {
  let looks = 0;
  for (let n = 0; n < WAITS; n += 1) looks += looksUntilCalled((longestSeconds * (n + 0.5)) / WAITS, answerSeconds);
  return looks / WAITS;
}

/** Every call that was counted, and every process, foreseen and measured. */
export function compare(night: MeasuredNight, figures: CapacityFigures): Comparison[] {
  const { calls, cpuSeconds } = foresee(night, figures);
  const counted = taskNames.flatMap((task) => {
    const measured = night.calls?.[task];
    return measured === undefined ? [] : [comparison(`calls: ${task}`, calls[task], measured)];
  });
  const used = COMPARED.map((name) => comparison(`CPU seconds: ${name}`, cpuSeconds[name], night.cpuSeconds[name]));
  return [...counted, ...used, comparison('CPU seconds: all', sum(cpuSeconds), sum(night.cpuSeconds))];
}

function sum(amounts: PerProcess): number {
  return COMPARED.reduce((total, name) => total + amounts[name], 0);
}

function comparison(what: string, foreseen: number, measured: number): Comparison {
  return { what, foreseen, measured, miss: measured === 0 ? 0 : foreseen / measured - 1 };
}
