import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { eachProcess, type MeasuredNight, type TaskName } from './figures.ts';

/** Second devices, where a report does not say how many joins there were: the crowd's own share. */
const SECOND_DEVICES = 0.05;

const counts = z.record(z.string(), z.number());
/** What is read of `reports/<night>-<people>.json`, which `pnpm replay` writes. */
const reportSchema = z.looseObject({
  people: z.int(),
  earlyAttemptsRefused: z.int(),
  joined: z.int(),
  booked: z.int(),
  refused: counts,
  rejectedOnTheWay: counts,
  seconds: z.number(),
  secondsToLastAdmission: z.number(),
  cpuSeconds: counts,
  calls: z.record(z.string(), z.looseObject({ calls: z.int(), p50: z.number() })).optional(),
  commit: z.string().optional(),
  takenAt: z.string().optional(),
  gateProcesses: z.int().optional(),
  machine: z.looseObject({ loadBefore: z.number() }).optional(),
});
type ReplayReport = z.infer<typeof reportSchema>;

/** What the replay calls our tasks. */
const KINDS: readonly (readonly [TaskName, string])[] = [
  ['status', 'status'],
  ['join', 'join'],
  ['claim', 'claim'],
  ['slots', 'slots'],
  ['submit', 'book'],
  ['outcome', 'outcome'],
];

/** Reads the report of a replay. Throws when it is none. */
export async function readReplayedNight(path: string): Promise<MeasuredNight> {
  const report = reportSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const { people, joined, booked, seconds, commit = 'unknown', gateProcesses = 1 } = report;
  return {
    name: basename(path, '.json'),
    takenAt: report.takenAt ?? statSync(path).mtime.toISOString(),
    commit,
    loadBefore: report.machine?.loadBefore ?? null,
    people,
    gateProcesses,
    joined,
    booked,
    rejected: Object.values(report.rejectedOnTheWay).reduce((sum, times) => sum + times, 0),
    otherJoins: otherJoinsIn(report),
    leftBefore: report.refused['closed-tab'] ?? 0,
    callingSeconds: report.secondsToLastAdmission,
    seconds,
    answerSeconds: (report.calls?.['status']?.p50 ?? 0) / 1_000,
    calls: callsIn(report),
    cpuSeconds: eachProcess((name) => report.cpuSeconds[name] ?? 0),
  };
}

function otherJoinsIn({ calls, earlyAttemptsRefused, refused, joined }: ReplayReport): number {
  const counted = calls?.['join']?.calls;
  if (counted !== undefined) return counted - joined;
  return earlyAttemptsRefused + (refused['not-eligible'] ?? 0) + Math.round(joined * SECOND_DEVICES);
}

function callsIn({ calls }: ReplayReport): MeasuredNight['calls'] {
  if (calls === undefined) return null;
  return Object.fromEntries(
    KINDS.flatMap(([task, kind]) => {
      const counted = calls[kind]?.calls;
      return counted === undefined ? [] : [[task, counted]];
    }),
  );
}
