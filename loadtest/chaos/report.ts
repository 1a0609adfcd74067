import { repeatedMessages } from './checks/check-messages.ts';
import type { Finding } from './checks/finding.ts';
import { entriesOf } from './checks/finding.ts';
import type { CarrierMessage, Rows } from './evidence.ts';
import { describeFault, type Fault } from './fault-plan.ts';
import type { Entry } from './history.ts';

/** A fault that has happened: whether it hit anything, and from when until when it was under way. */
export interface Strike {
  readonly fault: Fault;
  readonly hit: boolean;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What people noticed while one part was replaced by a new one. */
interface Replacement {
  readonly what: string;
  readonly seconds: number;
  /** Asked meanwhile … */
  readonly questions: number;
  /** … and how many of them came to nothing. */
  readonly cameToNothing: number;
}

export interface ChaosOutcome {
  readonly seed: number;
  readonly strikes: readonly Strike[];
  readonly history: readonly Entry[];
  readonly rows: Rows;
  readonly carrierLog: readonly CarrierMessage[];
  readonly findings: readonly Finding[];
  readonly seconds: { readonly faults: number; readonly all: number };
}

/** The figures of a run as one JSON value. */
export interface ChaosReport {
  readonly seed: number;
  readonly kept: boolean;
  readonly seconds: { readonly faults: number; readonly all: number };
  readonly faults: number;
  readonly faultsByKind: Readonly<Record<string, number>>;
  readonly people: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly questions: number;
  /** How many of them had no answer at all … */
  readonly unanswered: number;
  /** … and how many were asked to come again, by the code that asks. */
  readonly comeAgain: Readonly<Record<string, number>>;
  /** Most questions in a row that came to nothing for one person; 1 is made good by an ordinary second try. */
  readonly mostInARow: number;
  readonly replacements: readonly Replacement[];
  readonly requestsSentAgain: number;
  readonly bookings: number;
  readonly cancelled: number;
  readonly messages: number;
  readonly messagesRepeated: number;
  readonly findings: readonly Finding[];
}

/** Answers that ask people to come again in a moment. */
const COME_AGAIN: ReadonlySet<string> = new Set(['line-unavailable', 'unavailable', 'overloaded']);

export function reportOf(outcome: ChaosOutcome): ChaosReport {
  const { history, rows, carrierLog, findings, strikes } = outcome;
  const submitted = entriesOf(history, 'book');
  const keys = new Set(submitted.map(({ person, key }) => `${person} ${key}`));
  const hit = strikes.filter((strike) => strike.hit).map(({ fault }) => fault);
  return {
    seed: outcome.seed,
    kept: findings.every(({ violations }) => violations === 0),
    seconds: { faults: round(outcome.seconds.faults), all: round(outcome.seconds.all) },
    faults: hit.length,
    faultsByKind: tally(hit.map(({ kind, target }) => `${kind} ${target}`)),
    people: new Set(history.map(({ person }) => person)).size,
    endings: tally(entriesOf(history, 'end').map(({ ending }) => ending)),
    questions: history.length,
    unanswered: history.filter(({ code }) => code === 'unreachable').length,
    comeAgain: tally(history.flatMap(({ code }) => (code !== null && COME_AGAIN.has(code) ? [code] : []))),
    mostInARow: mostInARow(history),
    replacements: strikes.flatMap((strike) =>
      strike.fault.kind === 'replace' ? [replacementOf(strike, history)] : [],
    ),
    requestsSentAgain: submitted.length - keys.size,
    bookings: rows.bookings.length,
    cancelled: rows.bookings.filter(({ state }) => state === 'cancelled').length,
    messages: carrierLog.length,
    messagesRepeated: repeatedMessages(carrierLog),
    findings,
  };
}

/** The report as the table the command ends with. */
export function tableOf(report: ChaosReport): string {
  const facts: [string, string][] = [
    ['seed', String(report.seed)],
    ['faults', `${report.faults} in ${report.seconds.faults} s`],
    ...Object.entries(report.faultsByKind).map(([kind, times]): [string, string] => [`  ${kind}`, String(times)]),
    ['people', String(report.people)],
    ...Object.entries(report.endings).map(([ending, times]): [string, string] => [`  ${ending}`, String(times)]),
    ['questions asked', String(report.questions)],
    ['  without an answer', String(report.unanswered)],
    ...Object.entries(report.comeAgain).map(([code, times]): [string, string] => [
      `  asked to come again: ${code}`,
      String(times),
    ]),
    ['  in a row, of one person, at most', String(report.mostInARow)],
    ...report.replacements.map(({ what, seconds, questions, cameToNothing }): [string, string] => [
      `  ${what}, ${seconds} s`,
      `${questions}, ${cameToNothing} came to nothing`,
    ]),
    ['requests sent again with their key', String(report.requestsSentAgain)],
    ['bookings', `${report.bookings}, ${report.cancelled} of them cancelled`],
    ['messages at the carrier', `${report.messages}, ${report.messagesRepeated} of them repeated`],
  ];
  const checks = report.findings.map(({ name, violations, examples }): [string, string] => [
    `${violations === 0 ? '✓' : '✗'} ${name}`,
    [String(violations), ...examples].join('\n      '),
  ]);
  return `${lines(facts)}\n\n${lines(checks)}\n`;
}

function lines(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`).join('\n');
}

/** Questions are noted as they are answered, one person's in the order in which they asked. */
function mostInARow(history: readonly Entry[]): number {
  const inARow = new Map<string, number>();
  let most = 0;
  for (const { person, code } of history) {
    const count = isNothing(code) ? (inARow.get(person) ?? 0) + 1 : 0;
    inARow.set(person, count);
    most = Math.max(most, count);
  }
  return most;
}

/** Questions that were under way at any moment of it. */
function replacementOf({ fault, fromMs, untilMs }: Strike, history: readonly Entry[]): Replacement {
  const asked = history.filter(
    ({ what, sentAtMs, answeredAtMs }) => what !== 'end' && sentAtMs <= untilMs && answeredAtMs >= fromMs,
  );
  return {
    what: describeFault(fault),
    seconds: round((untilMs - fromMs) / 1_000),
    questions: asked.length,
    cameToNothing: asked.filter(({ code }) => isNothing(code)).length,
  };
}

function isNothing(code: string | null): boolean {
  return code === 'unreachable' || (code !== null && COME_AGAIN.has(code));
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
