import { columns } from './columns.ts';
import { type Finding, isKept } from './finding.ts';
import { figure, type Report } from './report.ts';

/** Less than this share is no change, however near the rounds of a run were to each other: the next run differs by as much. */
const LEAST_CHANGE = 0.05;
/** A load below this is none, and twice the other's is another one. */
const LEAST_LOAD = 1;
const OTHER_LOAD = 2;

/** What changed from one report to a later one: first what makes them hard to compare, then finding by finding, in words. */
export function comparisonOf(before: Report, after: Report): string {
  const old = new Map(before.findings.map((finding) => [nameOf(finding), finding]));
  const rows = after.findings.map((now) => {
    const then = old.get(nameOf(now));
    old.delete(nameOf(now));
    const was = then === undefined ? '' : figure(then);
    return [now.scenario, now.name, was, figure(now), then === undefined ? 'new' : changeOf(then, now)];
  });
  const wasRun = new Set(after.findings.map(({ scenario }) => scenario));
  const left = [...old.values()];
  const gone = left
    .filter(({ scenario }) => wasRun.has(scenario))
    .map((then) => [then.scenario, then.name, figure(then), '', 'not measured this time']);
  const notRun = new Set(left.map(({ scenario }) => scenario).filter((scenario) => !wasRun.has(scenario)));
  const warnings = differencesOf(before, after).map((words) => `not the same: ${words}\n`);
  if (notRun.size > 0) warnings.push(`not run this time: ${[...notRun].join(', ')}\n`);
  const heading = `since ${before.commit} of ${before.takenAt}\n${warnings.join('')}`;
  return `${heading}\n${columns([...rows, ...gone])}\n${summaryOf(rows.map((row) => row.at(-1) ?? ''))}\n`;
}

/**
 * What became of one figure. Between two runs lies their noise: the sum of how far the rounds of each lay apart, and at least
 * {@link LEAST_CHANGE}; a change within it is called none.
 */
export function changeOf(then: Finding, now: Finding): string {
  if (then.unit !== now.unit || !(then.value > 0)) return 'not to be compared';
  const change = now.value / then.value - 1;
  const noise = Math.max(LEAST_CHANGE, (then.noise ?? 0) + (now.noise ?? 0));
  const by = `${(100 * Math.abs(change)).toFixed(1)} %`;
  const words =
    Math.abs(change) <= noise
      ? `no change (${signed(change)}, noise ±${percent(noise)})`
      : directionOf(now, change, by);
  return `${words}${floorWords(then, now)}`;
}

/** More is better where there is a floor, worse where there is a ceiling, and otherwise just more. */
function directionOf({ target }: Finding, change: number, by: string): string {
  if (target === null) return `${by} ${change > 0 ? 'more' : 'less'}`;
  const isBetter = 'atLeast' in target ? change > 0 : change < 0;
  return `${isBetter ? 'better' : 'worse'} by ${by}`;
}

function floorWords(then: Finding, now: Finding): string {
  if (now.target === null || isKept(then) === isKept(now)) return '';
  return isKept(now) ? ', kept now' : ', missed now';
}

/** Whatever else may be why figures differ. */
function differencesOf(before: Report, after: Report): string[] {
  const pairs: (readonly [string, string, string])[] = [
    ['machine', machineOf(before), machineOf(after)],
    ['Node', before.machine.node, after.machine.node],
    ['client', before.effort.client, after.effort.client],
    ['effort', effortOf(before), effortOf(after)],
    ...Object.keys({ ...before.versions, ...after.versions }).map(
      (name) => [name, before.versions[name] ?? 'not told', after.versions[name] ?? 'not told'] as const,
    ),
  ];
  const [loadThen, loadNow] = [loadOf(before), loadOf(after)];
  if (Math.max(loadThen, loadNow) > OTHER_LOAD * Math.min(loadThen, loadNow))
    pairs.push(['load', loadThen.toFixed(1), loadNow.toFixed(1)]);
  return pairs.flatMap(([what, then, now]) => (then === now ? [] : [`${what} (${then} → ${now})`]));
}

function machineOf({ machine: { cpu, cores, memoryGib } }: Report): string {
  return `${cores} × ${cpu}, ${memoryGib} GiB`;
}

function effortOf({ effort: { rounds, secondsPerRound } }: Report): string {
  return `${rounds} rounds of ${secondsPerRound} s`;
}

function loadOf({ machine: { loadBefore } }: Report): number {
  return Math.max(loadBefore, LEAST_LOAD);
}

function summaryOf(changes: readonly string[]): string {
  const count = (word: string) => changes.filter((change) => change.startsWith(word)).length;
  const [better, worse, same] = [count('better'), count('worse'), count('no change')];
  return `${better} better, ${worse} worse, ${same} unchanged, ${changes.length - better - worse - same} without a verdict`;
}

function nameOf({ scenario, name }: Finding): string {
  return `${scenario} ${name}`;
}

function signed(change: number): string {
  return `${change > 0 ? '+' : ''}${percent(change)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
