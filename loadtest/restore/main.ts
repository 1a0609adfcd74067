import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { rehearseRestore } from './rehearse-restore.ts';

const MOST_BOOKINGS = 10_000_000;
const MOST_PEOPLE = 5_000;

await new Command('restore')
  .description(
    'Loses the disks of Postgres and Redis in the middle of an evening, and restores from backup and archive.',
  )
  .option('--bookings <count>', 'bookings before the backup', wholeNumber(MOST_BOOKINGS), 100_000)
  .option('--people <count>', 'people who book after it', wholeNumber(MOST_PEOPLE), 200)
  .option('--json', 'end with one JSON value', false)
  .action(run)
  .parseAsync();

async function run({ bookings, people, json }: { bookings: number; people: number; json: boolean }): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-restore-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
  try {
    const report = await rehearseRestore({ dataDir, bookings, people, fromSource: false, say });
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : tableOf(report));
    process.exitCode = report.kept ? 0 : 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function tableOf(report: object): string {
  return Object.entries(report)
    .map(
      ([name, value]) =>
        `  ${name.padEnd(20)}${Array.isArray(value) ? value.join('; ') || 'nothing' : String(value)}\n`,
    )
    .join('');
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from 1 to ${most}`);
  };
}
