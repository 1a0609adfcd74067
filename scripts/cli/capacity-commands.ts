import { type Command, InvalidArgumentError } from 'commander';
import { generousBehaviour } from '../capacity/behaviour.ts';
import { readCapacityFigures, writeCapacityFigures } from '../capacity/figures.ts';
import { compare } from '../capacity/foresight.ts';
import type { Margins, PlannedNight } from '../capacity/night.ts';
import { readReplayedNight } from '../capacity/replayed-night.ts';
import { sizingOf } from '../capacity/sizing.ts';
import { sizingRows } from '../capacity/sizing-rows.ts';
import { countArgument } from './arguments.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

const MOST_PEOPLE = 100_000_000;
const MOST_WINDOWS = 100;
const MOST_SPARE = 100;
const MOST_PER_SECOND = 1_000_000;
const SECONDS_OF = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

interface SizeFlags {
  readonly people?: number;
  readonly arriveIn: number;
  readonly finishIn: number;
  readonly busiest: number;
  readonly windows: number;
  readonly numberWithin: number;
  readonly bookingTime: number;
  readonly present: number;
  readonly edge: number;
  readonly use: number;
  readonly spare: number;
  readonly coreSpeed: number;
  readonly carrierPerSecond?: number;
  readonly carrierTime: number;
}

interface CheckFlags {
  readonly keep: boolean;
}

/** `capacity`, `capacity check` */
export function addCapacityCommands(program: Command, context: CommandContext): void {
  const capacity = program
    .command('capacity')
    .description('how many of each part a night needs, from what was measured (docs/capacity.md)')
    .option('--people <count>', 'who come', countArgument(1, MOST_PEOPLE))
    .option('--arrive-in <time>', 'all of them come within, 60s', secondsArgument, 60)
    .option('--finish-in <time>', 'all of them are called within, 2h', secondsArgument, 7_200)
    .option('--busiest <times>', 'arrivals of the first second, times the mean; 1: evenly', numberArgument(1, 100), 4)
    .option('--windows <count>', 'windows that open at once and share the people', countArgument(1, MOST_WINDOWS), 1)
    .option('--number-within <time>', 'the longest wait for a number', secondsArgument, 5)
    .option('--booking-time <time>', 'from being let in to booking', secondsArgument, 120)
    .option('--present <share>', 'whose page is open before the opening, percent', shareArgument(100), 0.5)
    .option('--edge <share>', 'status and slots answered by a cache in front, percent', shareArgument(99), 0)
    .option('--use <share>', 'of a core, at the busiest, percent', shareArgument(95), 0.6)
    .option('--spare <count>', 'processes of each part that may be lost then', countArgument(0, MOST_SPARE), 1)
    .option('--core-speed <times>', 'a core, times the one measured on', numberArgument(0.1, 10), 1)
    .option('--carrier-per-second <count>', 'messages the carrier agreed to', countArgument(1, MOST_PER_SECOND))
    .option('--carrier-time <time>', 'until the carrier acknowledges a message', secondsArgument, 0.5)
    .action(async (flags: SizeFlags) => {
      if (flags.people === undefined) throw new CliError('invalid-arguments', '--people is needed');
      const [night, margins] = [nightOf(flags, flags.people), marginsOf(flags)];
      const sizing = sizingOf(night, readCapacityFigures(), margins);
      const output = context.output();
      await (output.json ? output.one({ night, margins, ...sizing }) : output.many(sizingRows(night, margins, sizing)));
    });
  capacity
    .command('check [report...]')
    .description('hold the model against replayed nights: reports of `pnpm replay`, or those that were kept')
    .option('--keep', 'keep these nights, instead of those kept so far', false)
    .action(async (paths: string[], { keep }: CheckFlags) => {
      const figures = readCapacityFigures();
      const nights = paths.length === 0 ? figures.nights : await Promise.all(paths.map(readReplayedNight));
      if (keep && paths.length > 0) writeCapacityFigures({ ...figures, nights });
      const output = context.output();
      const compared = nights.flatMap((night) =>
        compare(night, figures).map((comparison) => ({ night: night.name, ...comparison })),
      );
      await output.many(output.json ? compared : compared.map(comparisonRow));
    });
}

function nightOf(flags: SizeFlags, people: number): PlannedNight {
  return {
    arrivals: { people, seconds: flags.arriveIn, busiest: flags.busiest },
    finishSeconds: flags.finishIn,
    windows: flags.windows,
    numberWithinSeconds: flags.numberWithin,
    bookingSeconds: flags.bookingTime,
    presentShare: flags.present,
    edgeShare: flags.edge,
    behaviour: generousBehaviour(flags.bookingTime),
  };
}

function marginsOf({ use, spare, coreSpeed, carrierPerSecond, carrierTime }: SizeFlags): Margins {
  return {
    utilisation: use,
    spare,
    coreSpeed,
    carrierPerSecond: carrierPerSecond ?? null,
    carrierSeconds: carrierTime,
  };
}

function comparisonRow({
  night,
  what,
  foreseen,
  measured,
  miss,
}: { night: string } & ReturnType<typeof compare>[number]) {
  return { night, what, foreseen: figure(foreseen), measured: figure(measured), miss: `${signed(miss)} %` };
}

function figure(value: number): string {
  return value >= 1_000 ? Math.round(value).toString() : value.toFixed(1);
}

function signed(share: number): string {
  const percent = Math.round(share * 100);
  return percent > 0 ? `+${percent}` : String(percent);
}

/** A length of time, `500ms`, `60s`, `90m`, `2h`, in seconds. */
function secondsArgument(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS_OF.get(unit) ?? Number.NaN);
  if (!(seconds > 0)) throw new InvalidArgumentError('not a length of time: 500ms, 60s, 5m, 2h');
  return seconds;
}

/** A percentage up to `most`, as a share. */
function shareArgument(most: number): (text: string) => number {
  return (text) => countArgument(0, most)(text.replace(/%$/, '')) / 100;
}

function numberArgument(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw new InvalidArgumentError(`not a number from ${least} to ${most}`);
    return value;
  };
}
