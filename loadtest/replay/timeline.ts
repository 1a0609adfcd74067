import { z } from 'zod';
import type { CalledLine } from './called-line.ts';
import type { Chronicle } from './chronicle.ts';
import type { Sample } from './watch.ts';

const counts = z.array(z.number());
const measured = z.array(z.number().nullable());

/** The night second by second; every list has one entry for each second from `from` on. `null` where nothing was measured. */
export const timelineSchema = z.object({
  /** Seconds after the opening; less than 0 before it. */
  from: z.int(),
  /** Attempts before the opening, and joins, by when they were asked. */
  arrivals: counts,
  /** By when the answer was there. */
  joined: counts,
  called: counts,
  admitted: counts,
  /** By when they were told. */
  toldBooked: counts,
  /** By when the booking was committed, and the message handed over, as Postgres has it. */
  booked: counts,
  messagesSent: counts,
  /** At the end of the second: who has a number that is not called yet. */
  waiting: counts,
  /** Cores in use, by process; one core in full is 1. */
  cores: z.record(z.string(), measured),
  memoryBytes: z.record(z.string(), measured),
  redisBytes: measured,
});
export type Timeline = z.infer<typeof timelineSchema>;

/** How many of something there were in a second after the opening. */
export type CountsBySecond = ReadonlyMap<number, number>;

/** What the timeline is made of. Instants are milliseconds of the epoch. */
export interface TimelineSources {
  readonly opensAtMs: number;
  readonly chronicles: readonly Chronicle[];
  readonly line: CalledLine;
  readonly samples: readonly Sample[];
  readonly booked: CountsBySecond;
  readonly messagesSent: CountsBySecond;
}

/** Nothing much happens before; what does counts to the first second shown. */
const FROM_SECOND = -6;
/** What comes later counts to the last second. */
const LAST_SECOND = 1_800;

/** Puts everything that was recorded onto one axis of time. */
export function timelineOf(sources: TimelineSources): Timeline {
  const { opensAtMs, chronicles, line, samples } = sources;
  const secondOf = (atMs: number) => {
    const second = Math.floor((atMs - opensAtMs) / 1_000);
    return Math.min(Math.max(second, FROM_SECOND), LAST_SECOND);
  };
  const asked = chronicles.flatMap(({ join }) => (join === null ? [] : [join.sentAtMs]));
  const answered = chronicles.flatMap(({ join }) => (join === null ? [] : [join.answeredAtMs]));
  const admitted = instants(chronicles, ({ admittedAtMs }) => admittedAtMs);
  const told = instants(chronicles, ({ bookedAtMs }) => bookedAtMs);
  const lastSent = Math.max(0, ...sources.messagesSent.keys(), ...sources.booked.keys());
  const last = [answered, admitted, told].flat().reduce((latest, atMs) => Math.max(latest, secondOf(atMs)), lastSent);
  const seconds = Array.from({ length: Math.min(last, LAST_SECOND) - FROM_SECOND + 2 }, (_, at) => FROM_SECOND + at);
  const perSecond = (atMs: readonly number[]) => listed(seconds, tallied(atMs.map(secondOf)));
  const calledBy = seconds.map((second) => line.calledBy(opensAtMs + (second + 1) * 1_000));
  const joined = perSecond(answered);
  return {
    from: FROM_SECOND,
    arrivals: perSecond(asked),
    joined,
    called: calledBy.map((count, at) => Math.round(count - (calledBy[at - 1] ?? 0))),
    admitted: perSecond(admitted),
    toldBooked: perSecond(told),
    booked: listed(seconds, sources.booked),
    messagesSent: listed(seconds, sources.messagesSent),
    waiting: summedUp(joined).map((count, at) => Math.max(0, Math.round(count - (calledBy[at] ?? 0)))),
    ...useBySecond(seconds, samples, secondOf),
  };
}

function useBySecond(seconds: readonly number[], samples: readonly Sample[], secondOf: (atMs: number) => number) {
  const bySecond = new Map(samples.map((sample, at) => [secondOf(sample.atMs), { sample, before: samples[at - 1] }]));
  const names = [...new Set(samples.flatMap(({ processes }) => [...processes.keys()]))];
  const each = (read: (name: string, sample: Sample, before: Sample | undefined) => number | null) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        seconds.map((second) => {
          const at = bySecond.get(second);
          return at === undefined ? null : read(name, at.sample, at.before);
        }),
      ]),
    );
  return {
    cores: each(coresOf),
    memoryBytes: each((name, { processes }) => processes.get(name)?.bytes ?? null),
    redisBytes: seconds.map((second) => bySecond.get(second)?.sample.redisBytes ?? null),
  };
}

function coresOf(name: string, sample: Sample, before: Sample | undefined): number | null {
  const now = sample.processes.get(name);
  const then = before?.processes.get(name);
  if (now === undefined || then === undefined || before === undefined) return null;
  const cores = ((now.seconds - then.seconds) * 1_000) / (sample.atMs - before.atMs);
  return Math.max(0, Math.round(cores * 100) / 100);
}

function instants(chronicles: readonly Chronicle[], read: (chronicle: Chronicle) => number | null): number[] {
  return chronicles.map(read).filter((atMs) => atMs !== null);
}

function tallied(seconds: readonly number[]): CountsBySecond {
  const tally = new Map<number, number>();
  for (const second of seconds) tally.set(second, (tally.get(second) ?? 0) + 1);
  return tally;
}

function listed(seconds: readonly number[], tally: CountsBySecond): number[] {
  return seconds.map((second) => tally.get(second) ?? 0);
}

function summedUp(perSecond: readonly number[]): number[] {
  let sum = 0;
  return perSecond.map((count) => {
    sum += count;
    return sum;
  });
}
