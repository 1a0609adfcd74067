import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { Command, InvalidArgumentError } from 'commander';
import { commitOf, machineOf } from '../machine.ts';
import { confineTo } from './one-core.ts';
import { reportOf, textOf } from './report.ts';
import { soak } from './soak.ts';

interface Flags {
  readonly minutes: number;
  readonly share: number;
  readonly gates: number;
  readonly oneCore: boolean;
  readonly keep: boolean;
}

const MOST_MINUTES = 1_440;
const MOST_GATES = 64;

await new Command('soak')
  .description('Lets people come steadily for an hour, at a share of what the stack can carry, and says what grows.')
  .option('--minutes <count>', 'how long', from(0.5, MOST_MINUTES), 60)
  .option('--share <share>', 'of the measured capacity', from(0.01, 1), 0.5)
  .option('--gates <count>', 'gate processes', from(1, MOST_GATES), 1)
  .option('--one-core', 'confine stack and load to the last core, so that others can work', false)
  .option('--keep', 'keep databases and logs', false)
  .action(run)
  .parseAsync();

async function run({ minutes, share, gates, oneCore, keep }: Flags): Promise<void> {
  if (oneCore) confineTo(cpus().length - 1);
  const dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-soak-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
  const reports = join(repositoryRoot, 'reports');
  await mkdir(reports, { recursive: true });
  const takenAt = new Date().toISOString();
  const file = join(reports, `soak-${takenAt.replaceAll(/[:.]/g, '-')}`);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  try {
    const result = await soak({
      minutes,
      share,
      gateProcesses: gates,
      dataDir: join(dataDir, 'stack'),
      samplesFile: `${file}.jsonl`,
      signal: stopping.signal,
      say: (line) => process.stderr.write(`${line}\n`),
    });
    const report = reportOf(result);
    const origin = { takenAt, commit: commitOf(), machine: machineOf(), oneCore, gates, share };
    await writeFile(`${file}.json`, `${JSON.stringify({ ...origin, ...report }, null, 2)}\n`);
    process.stdout.write(`\n${textOf(report)}\n${file}.json\n`);
    process.exitCode = report.faults.length === 0 ? 0 : 1;
  } finally {
    if (keep) process.stderr.write(`kept: ${dataDir}\n`);
    else await rm(dataDir, { recursive: true, force: true });
  }
}

function from(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a number from ${least} to ${most}`);
  };
}
