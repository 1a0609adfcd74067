import { z } from 'zod';
import { percentile } from './arrival-order.ts';
import { type CallReport, callKinds } from './call-record.ts';
import { CalledLine, type LineNote } from './called-line.ts';
import type { Chronicle } from './chronicle.ts';
import type { ClosedBooks } from './close-the-books.ts';
import type { CpuSeconds } from './cpu.ts';
import { type FamilyMemory, type KeyFamily, keyFamilies } from './redis-memory.ts';
import { type CountsBySecond, type Timeline, timelineOf, timelineSchema } from './timeline.ts';
import { toldFigures, toldFiguresSchema } from './told-figures.ts';
import type { Sample } from './watch.ts';

/** Everything the figures of a night are made from. */
export interface NightReport extends ClosedBooks {
  readonly people: number;
  readonly seed: number;
  readonly gateProcesses: number;
  readonly maxPerSecond: number;
  readonly chronicles: readonly Chronicle[];
  readonly calls: CallReport;
  readonly line: readonly LineNote[];
  readonly samples: readonly Sample[];
  /** What Redis held once everything was over. */
  readonly redisHeld: Readonly<Record<KeyFamily, FamilyMemory>>;
  readonly opensAtMs: number;
  readonly cpu: CpuSeconds;
  /** From the opening to the last answer. */
  readonly secondsTaken: number;
}

/** Which night it is, and where it was lived through again. */
const placeSchema = z.object({
  night: z.object({ id: z.string(), opensAt: z.iso.datetime(), birthFrom: z.string(), birthTo: z.string() }),
  takenAt: z.iso.datetime(),
  commit: z.string(),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    memoryGib: z.number(),
    node: z.string(),
    loadBefore: z.number(),
  }),
  versions: z.object({ postgres: z.string(), redis: z.string() }),
});
export type Place = z.infer<typeof placeSchema>;

const latency = { calls: z.int(), p50: z.number(), p99: z.number() };
const callFiguresSchema = z.object({
  ...latency,
  max: z.number(),
  shed: z.int(),
  unanswered: z.int(),
  bySecond: z.array(z.object({ second: z.int(), ...latency })).readonly(),
});

const howMany = z.record(z.string(), z.int());

/** The figures of a night as one JSON value; times that do not say otherwise are seconds. */
export const figuresSchema = placeSchema.extend({
  people: z.int(),
  seed: z.int(),
  gateProcesses: z.int(),
  maxPerSecond: z.number(),
  earlyAttemptsRefused: z.int(),
  joined: z.int(),
  booked: z.int(),
  /** How it ended for the others, by code. */
  refused: howMany,
  rejectedOnTheWay: howMany,
  messagesSent: z.int(),
  seconds: z.number(),
  bookedPerSecond: z.number(),
  secondsToLastAdmission: z.number(),
  /** Until a carrier had taken in the last confirmation; `null` when there was none. */
  secondsToLastMessage: z.number().nullable(),
  joinMs: z.object({ p50: z.number(), p99: z.number() }),
  cpuSeconds: z.record(z.string(), z.number()),
  /** `null` where it was not measured. */
  redis: z.object({
    /** Before the opening, and the most there was later. */
    bytesBefore: z.int().nullable(),
    bytesMost: z.int().nullable(),
    /** What the night added at its peak, whatever it is for, ÷ those who joined. */
    bytesPerPerson: z.int().nullable(),
    /** What it held once everything was over, by what it is for. */
    held: z.record(z.enum(keyFamilies), z.object({ keys: z.int(), bytes: z.int() })),
  }),
  calls: z.record(z.enum(callKinds), callFiguresSchema).readonly(),
  told: z.array(toldFiguresSchema),
  timeline: timelineSchema,
  checks: z.array(
    z.object({
      name: z.string(),
      kept: z.boolean(),
      detail: z.string(),
      ko: z.object({ name: z.string(), detail: z.string() }),
    }),
  ),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The figures of a night that was lived through. */
export function figuresOf(report: NightReport, place: Place): Figures {
  const { chronicles, opensAtMs, samples } = report;
  const joins = chronicles.flatMap(({ join }) => (join === null ? [] : [join.answeredAtMs - join.sentAtMs]));
  const admitted = chronicles.flatMap(({ admittedAtMs }) => (admittedAtMs === null ? [] : [admittedAtMs]));
  const booked = chronicles.filter(({ ending }) => ending === 'booked').length;
  const lastAdmitted = admitted.reduce((latest, at) => Math.max(latest, at), opensAtMs);
  const line = new CalledLine(withOpening(report.line, opensAtMs));
  return {
    ...place,
    people: report.people,
    seed: report.seed,
    gateProcesses: report.gateProcesses,
    maxPerSecond: report.maxPerSecond,
    earlyAttemptsRefused: chronicles.filter(({ earlyAnswer }) => earlyAnswer === 'window-not-open').length,
    joined: joins.length,
    booked,
    refused: tally(chronicles.filter(({ ending }) => ending !== 'booked').map(({ ending }) => ending)),
    rejectedOnTheWay: tally(chronicles.flatMap(({ rejections }) => rejections)),
    messagesSent: report.messagesSent,
    seconds: round(report.secondsTaken),
    bookedPerSecond: round(booked / report.secondsTaken),
    secondsToLastAdmission: round((lastAdmitted - opensAtMs) / 1_000),
    secondsToLastMessage: endOf(report.sentBySecond),
    joinMs: { p50: round(percentile(joins, 0.5)), p99: round(percentile(joins, 0.99)) },
    cpuSeconds: Object.fromEntries([...report.cpu].map(([name, seconds]) => [name, round(seconds)])),
    redis: { ...redisFigures(samples, opensAtMs, joins.length), held: report.redisHeld },
    calls: report.calls,
    told: toldFigures(chronicles, line),
    timeline: timelineWithin(report, line),
    checks: [...report.checks],
  };
}

/** What was called between two looks with the opening between them is taken to have been called after it. */
function withOpening(line: readonly LineNote[], opensAtMs: number): LineNote[] {
  const before = line.filter(({ atMs }) => atMs < opensAtMs);
  const after = line.filter(({ atMs }) => atMs >= opensAtMs);
  return [...before, { atMs: opensAtMs, serving: before.at(-1)?.serving ?? 0 }, ...after];
}

function timelineWithin(report: NightReport, line: CalledLine): Timeline {
  const { opensAtMs, chronicles, samples, bookedBySecond, sentBySecond } = report;
  return timelineOf({ opensAtMs, chronicles, line, samples, booked: bookedBySecond, messagesSent: sentBySecond });
}

function redisFigures(samples: readonly Sample[], opensAtMs: number, joined: number): Omit<Figures['redis'], 'held'> {
  const before =
    samples.findLast(({ atMs, redisBytes }) => atMs < opensAtMs && redisBytes !== null)?.redisBytes ?? null;
  const later = samples.filter(({ atMs }) => atMs >= opensAtMs).map(({ redisBytes }) => redisBytes ?? 0);
  const most = later.reduce((highest, bytes) => Math.max(highest, bytes), 0);
  if (before === null || most === 0) return { bytesBefore: before, bytesMost: null, bytesPerPerson: null };
  return { bytesBefore: before, bytesMost: most, bytesPerPerson: Math.round((most - before) / Math.max(1, joined)) };
}

/** The end of the last second in which there was something. */
function endOf(bySecond: CountsBySecond): number | null {
  return bySecond.size === 0 ? null : Math.max(...bySecond.keys()) + 1;
}

function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
