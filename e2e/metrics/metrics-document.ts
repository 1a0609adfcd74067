import type { Stack } from '@sunbeon/scripts';

/** One measure of a part: what it is called, what kind it is, and what it says. */
interface Measure {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

/** What the end of a name says of its unit; `_total` counts, and says what in its help. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ['_seconds_total', 'seconds'],
  ['_total', 'count'],
  ['_seconds', 'seconds'],
  ['_bytes', 'bytes'],
  ['_ratio', 'share of one'],
  ['_requests', 'requests'],
  ['_light', '0 green, 1 amber, 2 red'],
  ['_circuit', '0 closed, 1 looking, 2 open'],
  ['_available', '0 or 1'],
  ['_lease', '0 or 1'],
  ['_timestamp', 'seconds since 1970'],
  ['_time_seconds', 'seconds since 1970'],
  ['_info', 'always 1, its labels tell'],
];

/** Of Node and the process, the same in every part. */
const EVERYWHERE = /^(?:process|nodejs)_/;

/** Everything a running stack measures, as `docs/metrics.md` tells it. */
export async function metricsDocument({ record }: Stack): Promise<string> {
  const { gate, staff, workerOps, notifierOps } = record.ports;
  const ports = { gate, api: staff, worker: workerOps, notifier: notifierOps };
  const measured = await Promise.all(
    Object.entries(ports).map(async ([part, port]) => [part, await measuresAt(port)] as const),
  );
  const everywhere = measured[0]?.[1].filter(({ name }) => EVERYWHERE.test(name)) ?? [];
  const own = measured.map(([part, measures]) =>
    section(
      part,
      measures.filter(({ name }) => !EVERYWHERE.test(name)),
    ),
  );
  return [HEAD, ...own, section('every part, of Node and its process', everywhere)].join('\n');
}

const HEAD = `# Metrics

What each part shows at \`/metrics\`, for Prometheus. Made from a running stack by \`pnpm generate:metrics\`; a test holds it to be so. Every measure has the label
\`service\`; no label ever holds anything of a person, nor anything a client can choose. What to watch for is in [operating.md](operating.md), alerts and a
dashboard are in \`deploy/monitoring\`.
`;

async function measuresAt(port: number): Promise<Measure[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const lines = (await answer.text()).split('\n');
  const types = new Map(lines.flatMap((line) => pairOf('TYPE', line)));
  const helps = lines.flatMap((line) => pairOf('HELP', line));
  return helps
    .map(([name, help]) => ({ name, help, type: types.get(name) ?? 'unknown' }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function pairOf(kind: string, line: string): [name: string, text: string][] {
  const [, name, text] = new RegExp(`^# ${kind} (\\w+) (.*)$`).exec(line) ?? [];
  return name === undefined || text === undefined ? [] : [[name, text]];
}

function section(title: string, measures: readonly Measure[]): string {
  const rows = measures.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${unitOf(name)} | ${cell(help)} |`);
  const table =
    rows.length === 0
      ? 'Nothing of its own.'
      : `| name | kind | unit | what it says |\n|---|---|---|---|\n${rows.join('\n')}`;
  return `## ${title}\n\n${table}\n`;
}

function unitOf(name: string): string {
  return UNITS.find(([ending]) => name.endsWith(ending))?.[1] ?? 'count';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\.$/, '');
}
