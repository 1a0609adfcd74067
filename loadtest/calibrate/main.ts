import { readCapacityFigures, writeCapacityFigures } from '@sunbeon/scripts';
import { Command, InvalidArgumentError } from 'commander';
import { commitOf, machineOf } from '../machine.ts';
import { calibrate } from './calibrate.ts';

const FEWEST = 2_000;
const MOST = 200_000;

await new Command('calibrate')
  .description('Measures what each call and each person costs each process, for `pnpm cli capacity`.')
  .option('--people <count>', 'who join, go in and book', peopleArgument, 24_000)
  .option('--print', 'print the figures and keep the old ones', false)
  .action(async ({ people, print }: { people: number; print: boolean }) => {
    const measured = await calibrate(people, (name) => process.stderr.write(`${name} …\n`));
    const figures = {
      takenAt: new Date().toISOString(),
      commit: commitOf(),
      command: `pnpm calibrate --people ${people}`,
      machine: machineOf(),
      ...measured,
      nights: readCapacityFigures().nights,
    };
    if (print) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    else process.stdout.write(`${writeCapacityFigures(figures)}\nnow: pnpm generate:capacity\n`);
  })
  .parseAsync();

function peopleArgument(text: string): number {
  const people = Number(text);
  if (!Number.isInteger(people) || people < FEWEST || people > MOST)
    throw new InvalidArgumentError(`a whole number from ${FEWEST} to ${MOST}`);
  return people;
}
