import type { SoakResult } from './soak.ts';
import { type Finding, faultsOf, findingsOf } from './verdict.ts';

/** A run as it is written down. */
export interface SoakReport {
  readonly minutes: number;
  readonly capacity: number;
  readonly perSecond: number;
  readonly tally: SoakResult['tally'];
  readonly booked: SoakResult['booked'];
  readonly findings: readonly Finding[];
  /** In words, what is not as it should be; empty when all is well. */
  readonly faults: readonly string[];
}

const SECONDS_PER_MINUTE = 60;
/** Of a run, this share at the beginning is not judged, up to ten minutes: code is compiled, caches and pools fill. */
const WARM_UP_SHARE = 0.25;
const LONGEST_WARM_UP_SECONDS = 600;
/** Over less, a slope says nothing. */
const SHORTEST_JUDGED_SECONDS = 600;

/** Judges a run. */
export function reportOf({ capacity, perSecond, samples, tally, booked }: SoakResult): SoakReport {
  const seconds = samples.at(-1)?.atSeconds ?? 0;
  const findings = findingsOf(samples, Math.min(seconds * WARM_UP_SHARE, LONGEST_WARM_UP_SECONDS));
  const grown = seconds < SHORTEST_JUDGED_SECONDS ? [] : faultsOf(findings);
  const faults = grown.map(({ what, perHour, unit }) => `${what} grows by ${perHour.toFixed(1)} ${unit} an hour`);
  if (tally.failed > 0) faults.push(`${tally.failed} journeys failed: ${tally.failures.join('; ')}`);
  if (tally.turnedAway > 0) faults.push(`${tally.turnedAway} journeys could not begin`);
  if (booked.told !== booked.kept) faults.push(`${booked.told} were told "booked", ${booked.kept} are in Postgres`);
  return { minutes: seconds / SECONDS_PER_MINUTE, capacity, perSecond, tally, booked, findings, faults };
}

/** For people. */
export function textOf({ minutes, capacity, perSecond, tally, booked, findings, faults }: SoakReport): string {
  const rows = findings.map(({ what, unit, middle, perHour, limitPerHour, grows, judged }) => {
    const sign = perHour > 0 ? '+' : '';
    const verdict = judged ? (grows ? 'GROWS' : 'steady') : 'keeps people';
    const figures = `${middle.toFixed(1)} ${unit}`.padStart(14);
    const slope = `${sign}${perHour.toFixed(2)} an hour`.padStart(20);
    return `${what.padEnd(36)}${figures}${slope}   of ${limitPerHour.toFixed(1).padStart(6)}   ${verdict}`;
  });
  return [
    `${minutes.toFixed(1)} minutes at ${perSecond.toFixed(1)} journeys a second, capacity ${capacity.toFixed(1)}`,
    `${tally.begun} journeys: ${tally.booked} booked, ${tally.cancelled} booked and cancelled, ${tally.closedTabs} closed the tab, ${tally.failed} failed`,
    `told "booked" ${booked.told}, in Postgres ${booked.kept}`,
    '',
    ...rows,
    '',
    faults.length === 0 ? conclusionAfter(minutes) : faults.map((fault) => `✗ ${fault}`).join('\n'),
    '',
  ].join('\n');
}

function conclusionAfter(minutes: number): string {
  return minutes * SECONDS_PER_MINUTE < SHORTEST_JUDGED_SECONDS ? 'Too short to say what grows.' : 'Nothing grows.';
}
