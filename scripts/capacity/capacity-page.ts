import { generousBehaviour } from './behaviour.ts';
import { type CapacityFigures, type MeasuredNight, processNames, taskNames } from './figures.ts';
import { compare } from './foresight.ts';
import type { Margins, PlannedNight } from './night.ts';
import { sizingOf } from './sizing.ts';
import { sizingRows } from './sizing-rows.ts';

interface Example {
  readonly title: string;
  readonly command: string;
  readonly night: Partial<PlannedNight> & Pick<PlannedNight, 'arrivals' | 'finishSeconds'>;
}

/** The defaults of `pnpm cli capacity`. */
export const USUAL_MARGINS: Margins = {
  utilisation: 0.6,
  spare: 1,
  carrierPerSecond: null,
  carrierSeconds: 0.5,
  coreSpeed: 1,
};
const BOOKING_SECONDS = 120;
const USUAL_NIGHT = {
  windows: 1,
  numberWithinSeconds: 5,
  bookingSeconds: BOOKING_SECONDS,
  presentShare: 0.5,
  edgeShare: 0,
  behaviour: generousBehaviour(BOOKING_SECONDS),
} as const;

const EXAMPLES: readonly Example[] = [
  {
    title: 'The night of 19 July 2021, everybody within a minute',
    command: 'pnpm cli capacity --people 337620 --arrive-in 60s --finish-in 1h',
    night: { arrivals: { people: 337_620, seconds: 60, busiest: 4 }, finishSeconds: 3_600 },
  },
  {
    title: 'Six million in one window, nothing in front of the gates',
    command: 'pnpm cli capacity --people 6000000 --arrive-in 60s --finish-in 2h',
    night: { arrivals: { people: 6_000_000, seconds: 60, busiest: 4 }, finishSeconds: 7_200 },
  },
  {
    title: 'The same people in twelve windows, behind a cache',
    command: 'pnpm cli capacity --people 6000000 --arrive-in 60s --finish-in 2h --windows 12 --edge 95',
    night: {
      arrivals: { people: 6_000_000, seconds: 60, busiest: 4 },
      finishSeconds: 7_200,
      windows: 12,
      edgeShare: 0.95,
    },
  },
];

/** The tables of docs/capacity.md, by the name of the place they stand in. */
export function capacityTables(figures: CapacityFigures): ReadonlyMap<string, string> {
  return new Map([
    ['figures', figuresTable(figures)],
    ['sizes', sizeTable(figures)],
    ['nights', nightsTable(figures)],
    ['examples', EXAMPLES.map((example) => exampleText(example, figures)).join('\n\n')],
  ]);
}

function figuresTable({
  takenAt,
  commit,
  command,
  machine,
  cpuMicros,
  idleMicros,
  warmUpSeconds,
}: CapacityFigures): string {
  const { cpu, cores, memoryGib, node, loadBefore } = machine;
  const rows = [
    ...taskNames.map((task) => [task, ...processNames.map((name) => amount(cpuMicros[task][name]))]),
    ['nobody, a second', ...processNames.map((name) => amount(idleMicros[name]))],
    ['once, ms', ...processNames.map((name) => amount(warmUpSeconds[name] * 1_000))],
  ];
  const where = `\`${command}\` at ${commit}, ${takenAt.slice(0, 10)}, on ${cores} × ${cpu}, ${memoryGib} GiB, Node ${node}, load ${loadBefore} before it began.`;
  return `${where}\n\n${table(['µs of a core', ...processNames], rows)}`;
}

function sizeTable({ bytes, answerBytes, residentMb }: CapacityFigures): string {
  const answers = taskNames
    .filter((task) => answerBytes[task] > 0)
    .map((task) => `${task} ${amount(answerBytes[task])}`);
  return table(
    ['what', 'measured'],
    [
      ['Redis, a person who waits', `${amount(bytes.redisPerPerson)} bytes`],
      ['Redis, a seat and a booking request, for an hour', `${amount(bytes.redisPerBooking)} bytes`],
      ['Postgres, journal of a booking with its message', `${amount(bytes.journalPerBooking)} bytes`],
      ['Postgres, on disk, with indexes', `${amount(bytes.diskPerBooking)} bytes`],
      ['gate, a connection that is kept', `${amount(bytes.gatePerConnection)} bytes`],
      ['an answer as it travels', `${answers.join(', ')} bytes`],
      [
        'resident when all was done',
        `${processNames.map((name) => `${name} ${amount(residentMb[name])}`).join(', ')} MB`,
      ],
    ],
  );
}

function nightsTable(figures: CapacityFigures): string {
  if (figures.nights.length === 0) return 'No night has been kept yet.';
  return figures.nights.map((night) => nightText(night, figures)).join('\n\n');
}

function nightText(night: MeasuredNight, figures: CapacityFigures): string {
  const { people, takenAt, commit, gateProcesses, loadBefore } = night;
  const rows = compare(night, figures).map(({ what, foreseen, measured, miss }) => [
    what,
    amount(foreseen),
    amount(measured),
    `${miss > 0 ? '+' : ''}${Math.round(miss * 100)} %`,
  ]);
  const title = `${grouped(people)} people, ${gateProcesses} gate ${gateProcesses === 1 ? 'process' : 'processes'}, ${takenAt.slice(0, 10)} at ${commit}${loadBefore === null ? '' : `, load ${loadBefore} before it began`}:`;
  return `${title}\n\n${table(['', 'foreseen', 'measured', 'miss'], rows)}`;
}

function exampleText({ title, command, night }: Example, figures: CapacityFigures): string {
  const planned = { ...USUAL_NIGHT, ...night };
  const rows = sizingRows(planned, USUAL_MARGINS, sizingOf(planned, figures, USUAL_MARGINS));
  const cells = rows.map(({ part, needed, because }) => [part, `**${needed}**`, because]);
  return `### ${title}\n\n\`${command}\`\n\n${table(['part', 'needed', 'because'], cells)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits at most where there are few, none of them lost where there are many. */
function amount(value: number): string {
  if (value === 0) return '–';
  return value >= 100 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function grouped(value: number): string {
  return value.toLocaleString('en');
}
