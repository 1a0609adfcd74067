import type { Figures } from './report.ts';

/** The figures of a night as the table the command ends with. */
export function tableOf(figures: Figures): string {
  const { redis } = figures;
  const rows: [string, string][] = [
    ['people', String(figures.people)],
    ['early attempts refused', String(figures.earlyAttemptsRefused)],
    ['joined', String(figures.joined)],
    ['booked', String(figures.booked)],
    ...counted('  not booked', figures.refused),
    ...counted('  chose again', figures.rejectedOnTheWay),
    ['SMS sent', String(figures.messagesSent)],
    ['opening to last answer', `${figures.seconds} s`],
    ['opening to last SMS', figures.secondsToLastMessage === null ? '–' : `${figures.secondsToLastMessage} s`],
    ['booked per second', String(figures.bookedPerSecond)],
    ['join p50 / p99', `${figures.joinMs.p50} / ${figures.joinMs.p99} ms`],
    ...callRows(figures.calls),
    ...toldRows(figures.told),
    ['Redis, added per person at most', redis.bytesPerPerson === null ? '–' : `${redis.bytesPerPerson} bytes`],
    ['Redis, the line alone', `${perPiece(redis.held.line.bytes, figures.joined)} bytes a person`],
    ['Redis, booking requests', `${perPiece(redis.held.requests.bytes, figures.booked)} bytes a booking`],
    ...cpuRows(figures.cpuSeconds),
  ];
  return `${lines(rows)}\n\n${checkLines(figures.checks)}\n`;
}

function counted(label: string, codes: Readonly<Record<string, number>>): [string, string][] {
  return Object.entries(codes).map(([code, times]) => [`${label}: ${code}`, String(times)]);
}

function callRows(calls: Figures['calls']): [string, string][] {
  return Object.entries(calls).map(([kind, { calls: times, p50, p99, shed, unanswered }]) => {
    const troubles = `${shed === 0 ? '' : `, ${shed} shed`}${unanswered === 0 ? '' : `, ${unanswered} unanswered`}`;
    return [`calls: ${kind}`, `${times}, p50 ${p50} ms, p99 ${p99} ms${troubles}`];
  });
}

function toldRows(told: Figures['told']): [string, string][] {
  return told.map(({ moment, told: people, medianError, nineTenthsError, held }) => {
    const label = `wait told: ${moment}`;
    if (medianError === null || nineTenthsError === null || held === null) return [label, `${people} told`];
    const errors = `error ${percent(medianError)} (median), ${percent(nineTenthsError)} (9 of 10)`;
    return [label, `${people} told, ${errors}, range held ${percent(held)}`];
  });
}

function cpuRows(cpu: Readonly<Record<string, number>>): [string, string][] {
  const total = Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0);
  return Object.entries(cpu)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, seconds]) => [`CPU ${name}`, `${seconds} s, ${Math.round((100 * seconds) / total)} %`]);
}

function checkLines(checks: Figures['checks']): string {
  return lines(checks.map(({ name, kept, detail }) => [`${kept ? '✓' : '✗'} ${name}`, detail]));
}

function lines(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`).join('\n');
}

function perPiece(bytes: number, pieces: number): string {
  return (bytes / Math.max(1, pieces)).toFixed(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
