import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { Command, InvalidArgumentError } from 'commander';
import { Bench, type Effort } from '../bench/bench.ts';
import { type Finding, isKept } from '../bench/finding.ts';
import { commitOf, machineOf } from '../machine.ts';
import { idle } from './idle.ts';
import { slow } from './slow.ts';
import { surge } from './surge.ts';

interface Flags {
  readonly times: number;
  readonly idle: number;
  readonly slow: number;
  readonly inFlightLimit: number;
}

const EFFORT: Effort = { rounds: 1, secondsPerRound: 1, waiting: [], rollRows: 1, client: 'own' };

await new Command('surge')
  .description('More than a gate can bear: ten times as many joins in one second, idle connections, slow clients.')
  .argument('[part...]', 'surge, idle, slow; default: all')
  .option('--times <count>', 'so many times the joins a gate can sustain, within one second', wholeNumber(100), 10)
  .option('--idle <connections>', 'keep-alive connections that stay idle', wholeNumber(200_000), 20_000)
  .option('--slow <clients>', 'clients of each slow manner', wholeNumber(5_000), 1_000)
  .option('--in-flight-limit <calls>', 'what a gate takes on at a time', wholeNumber(100_000), 2_000)
  .action(run)
  .parseAsync();

async function run(names: readonly string[], flags: Flags, command: Command): Promise<void> {
  const parts = {
    surge: (bench: Bench) => surge(bench, flags),
    idle: (bench: Bench) => idle(bench, flags.idle),
    slow: (bench: Bench) => slow(bench, flags.slow),
  };
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) return command.error(`there is no part ${unknown}`);
  const chosen = Object.entries(parts).filter(([name]) => names.length === 0 || names.includes(name));
  const findings: Finding[] = [];
  for (const [name, part] of chosen) {
    process.stderr.write(`${name} …\n`);
    await using bench = await Bench.open(EFFORT, { persistent: true });
    findings.push(...(await part(bench)));
  }
  const origin = { takenAt: new Date().toISOString(), commit: commitOf(), machine: machineOf() };
  const { commit, machine } = origin;
  process.stdout.write(`\n${commit} on ${machine.cores} × ${machine.cpu}, load ${machine.loadBefore.toFixed(1)}\n\n`);
  process.stdout.write(findings.map(line).join(''));
  const folder = join(repositoryRoot, 'reports');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `surge-${origin.takenAt.replaceAll(/[:.]/g, '-')}.json`);
  await writeFile(file, `${JSON.stringify({ ...origin, findings }, null, 2)}\n`);
  process.stdout.write(`\n${file}\n`);
  process.exitCode = findings.every(isKept) ? 0 : 1;
}

function line(finding: Finding): string {
  const { scenario, name, value, unit, target, detail } = finding;
  const mark = target === null ? ' ' : isKept(finding) ? '✓' : '✗';
  const shown = `${Number.isInteger(value) ? value : value.toFixed(2)} ${unit}`.trim();
  return `${mark} ${scenario.padEnd(13)} ${name.padEnd(52)} ${shown.padStart(14)}  ${detail}\n`;
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from 1 to ${most}`);
  };
}
