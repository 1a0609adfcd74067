import { percentile } from './arrival-order.ts';
import type { Check } from './checks.ts';
import type { Chronicle } from './chronicle.ts';
import type { CpuSeconds } from './cpu.ts';

/** Everything the closing table is made from. */
export interface NightReport {
  readonly people: number;
  readonly chronicles: readonly Chronicle[];
  readonly messagesSent: number;
  readonly opensAtMs: number;
  readonly cpu: CpuSeconds;
  /** From the opening to the last answer. */
  readonly secondsTaken: number;
  readonly checks: readonly Check[];
}

/** The figures of the night as one JSON value. */
export function figuresOf(report: NightReport) {
  const { chronicles, opensAtMs } = report;
  const joins = chronicles.flatMap(({ join }) => (join === null ? [] : [join.answeredAtMs - join.sentAtMs]));
  const admitted = chronicles.flatMap(({ admittedAtMs }) => (admittedAtMs === null ? [] : [admittedAtMs]));
  const booked = chronicles.filter(({ ending }) => ending === 'booked').length;
  const lastAdmitted = admitted.reduce((latest, at) => Math.max(latest, at), opensAtMs);
  return {
    people: report.people,
    earlyAttemptsRefused: chronicles.filter(({ earlyAnswer }) => earlyAnswer === 'window-not-open').length,
    joined: joins.length,
    booked,
    refused: tally(chronicles.filter(({ ending }) => ending !== 'booked').map(({ ending }) => ending)),
    rejectedOnTheWay: tally(chronicles.flatMap(({ rejections }) => rejections)),
    messagesSent: report.messagesSent,
    seconds: round(report.secondsTaken),
    bookedPerSecond: round(booked / report.secondsTaken),
    secondsToLastAdmission: round((lastAdmitted - opensAtMs) / 1_000),
    joinMs: { p50: round(percentile(joins, 0.5)), p99: round(percentile(joins, 0.99)) },
    cpuSeconds: Object.fromEntries([...report.cpu].map(([name, seconds]) => [name, round(seconds)])),
    checks: report.checks,
  };
}
export type Figures = ReturnType<typeof figuresOf>;

/** The figures as the table the command ends with. */
export function tableOf(figures: Figures): string {
  const rows: [string, string][] = [
    ['people', String(figures.people)],
    ['early attempts refused', String(figures.earlyAttemptsRefused)],
    ['joined', String(figures.joined)],
    ['booked', String(figures.booked)],
    ...Object.entries(figures.refused).map(([code, times]): [string, string] => [
      `  not booked: ${code}`,
      String(times),
    ]),
    ...Object.entries(figures.rejectedOnTheWay).map(([code, times]): [string, string] => [
      `  chose again: ${code}`,
      String(times),
    ]),
    ['SMS sent', String(figures.messagesSent)],
    ['opening to last answer', `${figures.seconds} s`],
    ['booked per second', String(figures.bookedPerSecond)],
    ['join p50 / p99', `${figures.joinMs.p50} / ${figures.joinMs.p99} ms`],
    ...cpuRows(figures.cpuSeconds),
  ];
  return `${lines(rows)}\n\n${checkLines(figures.checks)}\n`;
}

function cpuRows(cpu: Readonly<Record<string, number>>): [string, string][] {
  const total = Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);
  return Object.entries(cpu)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, seconds]) => [`CPU ${name}`, `${seconds} s, ${Math.round((100 * seconds) / total)} %`]);
}

function checkLines(checks: readonly Check[]): string {
  return lines(checks.map(({ name, kept, detail }) => [`${kept ? '✓' : '✗'} ${name}`, detail]));
}

function lines(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`).join('\n');
}

function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
