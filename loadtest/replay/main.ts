import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { Command, InvalidArgumentError } from 'commander';
import { type Night, readNight } from './night.ts';
import { pageOf } from './page/page.ts';
import { profileLines, readProfiles } from './profile-shares.ts';
import { Progress } from './progress.ts';
import { replayNight } from './replay-night.ts';
import { type Figures, figuresSchema } from './report.ts';
import { tableOf } from './table.ts';

const CALENDAR = join(repositoryRoot, 'data/cohorts-2021.json');
const MOST_PEOPLE = 1_000_000;
/** Places named of each process that was profiled. */
const MOST_PLACES = 12;

interface Flags {
  readonly people: number;
  readonly seed: number;
  readonly json: boolean;
  readonly keep: boolean;
  readonly profile?: string;
  readonly page?: string;
  readonly from?: string;
}

const command = new Command('replay')
  .description('Lives through a real booking night over HTTP and holds it against its promises.')
  .argument('<day>', 'the day it opened, e.g. 2021-07-19')
  .option('--people <count>', 'eligible people who come', wholeNumber(MOST_PEOPLE), 3_000)
  .option('--seed <number>', 'the same seed gives the same crowd', wholeNumber(2 ** 31), 20_210_719)
  .option('--json', 'end with one JSON value instead of the table', false)
  .option('--profile <folder>', 'write a CPU profile of each service there')
  .option('--page <file>', 'where the report is written as a page; default: reports/<night>-<people>.html')
  .option('--from <report>', 'only make the page, from the JSON of a night that was replayed before')
  .option('--keep', 'keep databases and logs', false)
  .action(run);
await command.parseAsync();

async function run(day: string, flags: Flags): Promise<void> {
  if (flags.from !== undefined) return writePage(await readFigures(flags.from), flags.page);
  const night = await readNight(CALENDAR, day);
  if (night === null) return command.error(`no window opened on ${day}; see data/cohorts-2021.json`);
  const dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-replay-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
  try {
    await live(night, dataDir, flags);
  } finally {
    if (flags.keep) process.stderr.write(`kept: ${dataDir}\n`);
    else await rm(dataDir, { recursive: true, force: true });
  }
}

async function live(night: Night, dataDir: string, { people, seed, json, profile, page }: Flags): Promise<void> {
  const progress = new Progress(process.stderr);
  const figures = await replayNight({
    night,
    people,
    seed,
    dataDir,
    profileDir: profile === undefined ? null : resolve(profile),
    progress,
  });
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `\n${night.id}\n\n${tableOf(figures)}`);
  await writeInto(reportPath(figures, 'json'), `${JSON.stringify(figures, null, 2)}\n`);
  await writePage(figures, page);
  if (profile !== undefined) process.stderr.write(`${profileLines(await readProfiles(profile), MOST_PLACES)}\n`);
  process.exitCode = figures.checks.every(({ kept }) => kept) ? 0 : 1;
}

async function readFigures(file: string): Promise<Figures> {
  const report = figuresSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  return report.success ? report.data : command.error(`${file} is no report of a night, or one of an older form`);
}

async function writePage(figures: Figures, file: string = reportPath(figures, 'html')): Promise<void> {
  await writeInto(file, pageOf(figures));
  process.stderr.write(`${file}\n`);
}

function reportPath({ night, people }: Figures, ending: 'json' | 'html'): string {
  return join(repositoryRoot, 'reports', `${night.id}-${people}.${ending}`);
}

async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from 1 to ${most}`);
  };
}
