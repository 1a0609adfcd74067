import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { Bench, type Effort } from './bench.ts';
import { type ClientName, clientNames } from './clients.ts';
import { comparisonOf } from './comparison.ts';
import { type Finding, isKept, type Scenario } from './finding.ts';
import { type Report, readReport, reportFile, reportOf, tableOf } from './report.ts';
import { admission } from './scenarios/admission.ts';
import { arrivals } from './scenarios/arrivals.ts';
import { booking } from './scenarios/booking.ts';
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
import { slots } from './scenarios/slots.ts';
import { slotsFile } from './scenarios/slots-file.ts';
import { slowCarrier } from './scenarios/slow-carrier.ts';
import { status } from './scenarios/status.ts';
import { ticket } from './scenarios/ticket.ts';
import { versionsOf } from './versions.ts';

const scenarios: readonly Scenario[] = [
  status,
  join,
  ticket,
  admission,
  booking,
  slots,
  login,
  arrivals,
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

const THOROUGH: Effort = {
  rounds: 5,
  secondsPerRound: 4,
  waiting: [10_000, 1_000_000],
  rollRows: 100_000,
  client: 'own',
};
const QUICK: Effort = { rounds: 3, secondsPerRound: 2, waiting: [10_000, 100_000], rollRows: 20_000, client: 'own' };
const TEN_MILLION = 10_000_000;

interface Flags {
  readonly quick: boolean;
  readonly tenMillion: boolean;
  readonly compare?: string;
  readonly rows?: string;
  readonly client: ClientName;
}

await new Command('bench')
  .description('Measures the hot paths, each as a ratio to the least that could stand in its place.')
  .argument('[name...]', `which scenarios: ${scenarios.map(({ name }) => name).join(', ')}; default: all`)
  .option('--quick', 'fewer and shorter rounds', false)
  .option('--ten-million', '`scale` goes up to ten million waiting (some minutes, 1 GB)', false)
  .option('--rows <people>', '`roll` and `slots-file` import so many; a nation is 3500000 people (about 6 GB of disk)')
  .addOption(
    new Option('--client <name>', 'who keeps the gate busy in a closed loop: our own client, or a known tool')
      .choices(clientNames)
      .default('own'),
  )
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
  const effort = { ...base, waiting, rollRows, client: flags.client };
  // Read before anything is measured: a wrong name should not cost the run.
  const before = flags.compare === undefined ? null : await readReport(flags.compare).catch(() => null);
  if (before === null && flags.compare !== undefined)
    return command.error(`${flags.compare} is no report of an earlier run`);
  const findings: Finding[] = [];
  let versions = {};
  for (const scenario of chosen) {
    process.stderr.write(`${scenario.name} …\n`);
    await using bench = await Bench.open(effort, scenario);
    versions = await versionsOf(bench, effort.client);
    findings.push(...(await scenario.run(bench)));
  }
  const report = reportOf(findings, effort, versions);
  process.stdout.write(`\n${tableOf(report)}`);
  if (before !== null) process.stdout.write(`\n${comparisonOf(before, report)}`);
  await save(report);
  process.exitCode = findings.every(isKept) ? 0 : 1;
}

async function save(report: Report): Promise<void> {
  const file = await reportFile(report);
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\n${file}\n`);
}
