import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { Bench, type Effort } from './bench.ts';
import { type Finding, isKept, type Scenario } from './finding.ts';
import { comparisonOf, type Report, readReport, reportFile, reportOf, tableOf } from './report.ts';
import { bookingsList } from './scenarios/bookings-list.ts';
import { closedTabs } from './scenarios/closed-tabs.ts';
import { drain } from './scenarios/drain.ts';
import { hotSlot } from './scenarios/hot-slot.ts';
import { isolation } from './scenarios/isolation.ts';
import { join } from './scenarios/join.ts';
import { login } from './scenarios/login.ts';
import { oneByOneBooking } from './scenarios/one-by-one.ts';
import { order } from './scenarios/order.ts';
import { outbox } from './scenarios/outbox.ts';
import { roll } from './scenarios/roll.ts';
import { scale } from './scenarios/scale.ts';
import { slotsFile } from './scenarios/slots-file.ts';
import { slowCarrier } from './scenarios/slow-carrier.ts';
import { status } from './scenarios/status.ts';
import { ticketStanding } from './scenarios/ticket-standing.ts';

const scenarios: readonly Scenario[] = [
  status,
  join,
  login,
  ticketStanding,
  order,
  scale,
  closedTabs,
  drain,
  hotSlot,
  oneByOneBooking,
  slowCarrier,
  outbox,
  roll,
  slotsFile,
  bookingsList,
  isolation,
];

const THOROUGH: Effort = { rounds: 5, secondsPerRound: 4, waiting: [10_000, 1_000_000], rollRows: 100_000 };
const QUICK: Effort = { rounds: 3, secondsPerRound: 2, waiting: [10_000, 100_000], rollRows: 20_000 };
const TEN_MILLION = 10_000_000;

interface Flags {
  readonly quick: boolean;
  readonly tenMillion: boolean;
  readonly compare?: string;
  readonly rows?: string;
}

await new Command('bench')
  .description('Measures the hot paths, each as a ratio to the least that could stand in its place.')
  .argument('[name...]', `which scenarios: ${scenarios.map(({ name }) => name).join(', ')}; default: all`)
  .option('--quick', 'fewer and shorter rounds', false)
  .option('--ten-million', '`scale` goes up to ten million waiting (some minutes, 1 GB)', false)
  .option('--rows <people>', '`roll` and `slots-file` import so many; a nation is 3500000 people (about 6 GB of disk)')
  .option('--compare <report>', 'say what changed since an earlier report')
  .action(run)
  .parseAsync();

async function run(names: readonly string[], flags: Flags, command: Command): Promise<void> {
  const unknown = names.find((name) => scenarios.every((scenario) => scenario.name !== name));
  if (unknown !== undefined) return command.error(`there is no scenario ${unknown}`);
  const chosen = names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
  const base = flags.quick ? QUICK : THOROUGH;
  const waiting = flags.tenMillion ? [...base.waiting, TEN_MILLION] : base.waiting;
  const rollRows = Number(flags.rows ?? base.rollRows);
  if (!Number.isInteger(rollRows) || rollRows < 1) return command.error('--rows is a number of people');
  const effort = { ...base, waiting, rollRows };
  const findings: Finding[] = [];
  for (const scenario of chosen) {
    process.stderr.write(`${scenario.name} …\n`);
    await using bench = await Bench.open(effort, scenario);
    findings.push(...(await scenario.run(bench)));
  }
  const report = reportOf(findings, effort);
  process.stdout.write(`\n${tableOf(report)}`);
  if (flags.compare !== undefined) process.stdout.write(`\n${comparisonOf(await readReport(flags.compare), report)}`);
  await save(report);
  process.exitCode = findings.every(isKept) ? 0 : 1;
}

async function save(report: Report): Promise<void> {
  const file = await reportFile(report);
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\n${file}\n`);
}
