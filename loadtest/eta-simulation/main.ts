import { Command } from 'commander';
import { partsOf } from './figures.ts';
import { answersOf } from './night.ts';

const MOST_NIGHTS = 1_000;

const command = new Command('eta')
  .description('Lives through simulated nights and says how wrong the expected waits were.')
  .option('--nights <count>', 'nights, each of another size', '40')
  .option('--absent <share>', 'share of the called who do not come', '0.3')
  .option('--seed <number>', 'seed of the first night', '1')
  .option('--json', 'one JSON value instead of the table', false)
  .action(run);
command.parse();

function run(flags: { nights: string; absent: string; seed: string; json: boolean }): void {
  const nights = Math.min(Number(flags.nights), MOST_NIGHTS);
  const answers = Array.from({ length: nights }, (_, night) =>
    answersOf(Number(flags.seed) + night, Number(flags.absent)),
  ).flat();
  const parts = partsOf(answers);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(parts)}\n`);
    return;
  }
  process.stdout.write(`${'expected waits'.padEnd(44)}  answers   median error   range held   range width\n`);
  for (const [part, { answers: count, medianError, held, medianWidth }] of Object.entries(parts)) {
    const cells = [String(count).padStart(7), percent(medianError, 14), percent(held, 12), percent(medianWidth, 13)];
    process.stdout.write(`${part.padEnd(44)}  ${cells.join(' ')}\n`);
  }
}

function percent(share: number, width: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(width);
}
