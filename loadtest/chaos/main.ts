import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Fault, planFaults, type Target, targets } from './fault-plan.ts';
import { tableOf } from './report.ts';
import { planRollingUpdate } from './rolling-update.ts';
import { runChaos } from './run-chaos.ts';

const MOST_FAULTS = 10_000;
const MOST_MINUTES = 24 * 60;
const MOST_PEOPLE = 5_000;
const MOST_SEED = 2 ** 31 - 1;
const MEAN_GAP_MS = 4_500;
const NIGHT_EVERY_MS = 20_000;
const GATE_PROCESSES = 2;
const PATIENCE_MS = 240_000;

interface Flags {
  readonly kills: number;
  readonly minutes?: number;
  readonly seed: number;
  readonly people: number;
  readonly only: readonly Target[];
  readonly rollingUpdate: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

const command = new Command('chaos')
  .description('Kills, freezes and cuts off everything at random under load, and checks that nobody was lied to.')
  .option('--kills <count>', 'how many faults', wholeNumber(MOST_FAULTS), 20)
  .option('--minutes <count>', 'faults for so long, instead of a number of them', wholeNumber(MOST_MINUTES))
  .option(
    '--seed <number>',
    'the same seed gives the same faults; default: any',
    wholeNumber(MOST_SEED),
    randomInt(1, MOST_SEED),
  )
  .option('--people <count>', 'people of each evening; a new one opens every 20 s', wholeNumber(MOST_PEOPLE), 400)
  .option('--only <targets>', `what is hurt, of ${targets.join(',')}`, targetList, [...targets])
  .option(
    '--rolling-update',
    'instead of faults: every process is replaced by a new one, in turn, as a release does',
    false,
  )
  .option('--json', 'end with one JSON value instead of the table', false)
  .option('--keep', 'keep databases, logs and history although all is well', false)
  .action(run);
await command.parseAsync();

async function run(flags: Flags): Promise<void> {
  const { seed, people, json, keep } = flags;
  const dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-chaos-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
  say(`seed ${seed}`);
  const faults = faultsOf(flags);
  let isWell = false;
  try {
    const report = await runChaos({
      seed,
      faults,
      people,
      nightEveryMs: NIGHT_EVERY_MS,
      dataDir,
      fromSource: false,
      gateProcesses: GATE_PROCESSES,
      apiProcesses: 2,
      patienceMs: PATIENCE_MS,
      hurryMessages: false,
      say,
    });
    isWell = report.kept;
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : `\n${tableOf(report)}`);
  } finally {
    if (isWell && !keep) await rm(dataDir, { recursive: true, force: true });
    else say(`history, logs and databases are kept in ${dataDir}`);
    if (!isWell) say(`replay with: ${sameAgain(flags)}`);
    process.exitCode = isWell ? 0 : 1;
  }
}

function faultsOf({ seed, kills, minutes, only, rollingUpdate }: Flags): Fault[] {
  if (rollingUpdate) return planRollingUpdate();
  const plan = { seed, everyMs: MEAN_GAP_MS, longestMs: Number.POSITIVE_INFINITY, only };
  if (minutes === undefined) return planFaults({ ...plan, kills });
  return planFaults({ ...plan, kills: MOST_FAULTS }).filter(({ atMs }) => atMs <= minutes * 60_000);
}

function sameAgain({ seed, people, kills, minutes, only, rollingUpdate }: Flags): string {
  const howMany = minutes === undefined ? `--kills ${kills}` : `--minutes ${minutes}`;
  const what = only.length === targets.length ? howMany : `${howMany} --only ${only.join(',')}`;
  return `pnpm chaos --seed ${seed} --people ${people} ${rollingUpdate ? '--rolling-update' : what}`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from 1 to ${most}`);
  };
}

function targetList(text: string): Target[] {
  return text.split(',').map((name) => {
    const target = targets.find((known) => known === name);
    if (target === undefined) throw new InvalidArgumentError(`of ${targets.join(', ')}, by commas`);
    return target;
  });
}
