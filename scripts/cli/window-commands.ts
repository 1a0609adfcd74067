import {
  type AgeRange,
  type CivilDate,
  cohortOfAges,
  MAX_ACTIVE,
  MAX_AGENT_SEATS,
  MAX_PER_SECOND,
  type Policy,
  policies,
} from '@sunbeon/core';
import { type Command, Option } from 'commander';
import { agesArgument, countArgument, dayArgument, instantArgument } from './arguments.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';
import { windowRow } from './window-row.ts';

interface CreateOptions {
  readonly id?: string;
  readonly campaign?: string;
  readonly title?: string;
  readonly birthFrom?: CivilDate;
  readonly birthTo?: CivilDate;
  readonly ages?: AgeRange;
  readonly on?: CivilDate;
  readonly lastDigit?: number;
  readonly requiresRoll?: boolean;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly policy: Policy;
  readonly lobbyOpensAt?: Date;
  readonly maxActive?: number;
  readonly agentSeats?: number;
  readonly maxPerSecond?: number;
  readonly admissionSeconds?: number;
  readonly secondDoseAfterDays?: number;
}

/** `window create|list|pause|resume|close|move|notice` */
export function addWindowCommands(program: Command, context: CommandContext): void {
  const window = program.command('window').description('booking windows');
  addCreate(window, context);
  window
    .command('list')
    .description('every window, one per line')
    .action(async () => {
      const { staff } = await context.stack();
      const windows = await staff.listWindows();
      await context.output().many(context.output().json ? windows : windows.map(windowRow));
    });
  for (const change of ['pause', 'resume', 'close'] as const) {
    window
      .command(`${change} <id>`)
      .description(`${change} a window`)
      .action(async (id: string) => {
        const { staff } = await context.stack();
        await context.output().one(await staff.changeWindow(id, change));
      });
  }
  window
    .command('agent-seats <id> <people>')
    .description('how many people on the phone may be booking at the same time')
    .action(async (id: string, people: string) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.changeAgentSeats(id, countArgument(0, MAX_AGENT_SEATS)(people)));
    });
  window
    .command('move <id>')
    .description('let a window open at another instant')
    .requiredOption('--opens-at <instant>', 'new opening', instantArgument)
    .action(async (id: string, { opensAt }: { opensAt: Date }) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.moveWindow(id, opensAt));
    });
  window
    .command('notice <id>')
    .description('tell everyone who looks at a window; without a text the notice is taken down')
    .option('--ko <text>', 'in Korean')
    .option('--en <text>', 'in English')
    .action(async (id: string, { ko, en }: { ko?: string; en?: string }) => {
      const { staff } = await context.stack();
      const notice = ko === undefined && en === undefined ? null : { ko: ko ?? '', en: en ?? '' };
      await context.output().one(await staff.setNotice(id, notice));
    });
}

function addCreate(window: Command, context: CommandContext): void {
  window
    .command('create')
    .description('schedule a window for a cohort')
    .option('--birth-from <day>', 'first birth date of the cohort', dayArgument)
    .option('--birth-to <day>', 'last birth date of the cohort', dayArgument)
    .option('--ages <years>', 'instead: full years of age, 60-74, both included …', agesArgument)
    .option('--on <day>', '… on this day', dayArgument)
    .option('--last-digit <digit>', 'only birth days that end in this digit', countArgument(0, 9))
    .option('--requires-roll', "only for those on the campaign's roll")
    .requiredOption('--opens-at <instant>', 'opening: ISO 8601 or relative, +30s', instantArgument)
    .requiredOption('--closes-at <instant>', 'closing', instantArgument)
    .addOption(new Option('--policy <policy>', 'order of the line').choices(policies).default('fifo'))
    .option('--lobby-opens-at <instant>', 'opening of the lobby, for a draw', instantArgument)
    .option('--max-active <people>', 'people booking at the same time', countArgument(1, MAX_ACTIVE))
    .option('--agent-seats <people>', 'people booking by telephone beside those', countArgument(0, MAX_AGENT_SEATS))
    .option('--max-per-second <numbers>', 'numbers called per second at most', countArgument(1, MAX_PER_SECOND))
    .option('--admission-seconds <seconds>', 'how long a pass lasts', countArgument(30, 3_600))
    .option('--second-dose-after-days <days>', 'a second dose so long after the first', countArgument(1, 365))
    .option('--id <id>', 'id of the window')
    .option('--campaign <id>', 'campaign it belongs to')
    .option('--title <text>', 'what people read')
    .action(async (options: CreateOptions) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.createWindow(bodyOf(options)));
    });
}

/** The cohort's birth dates, as they were given or as ages on a day. */
function birthRangeOf({ birthFrom, birthTo, ages, on }: CreateOptions): { birthFrom: CivilDate; birthTo: CivilDate } {
  if (ages !== undefined && on !== undefined && birthFrom === undefined && birthTo === undefined) {
    try {
      return cohortOfAges(ages, on);
    } catch (error) {
      if (error instanceof RangeError) throw new CliError('invalid-arguments', error.message);
      throw error;
    }
  }
  if (birthFrom !== undefined && birthTo !== undefined && ages === undefined && on === undefined) {
    return { birthFrom, birthTo };
  }
  throw new CliError('invalid-arguments', 'whom the window is for: --birth-from and --birth-to, or --ages and --on');
}

function bodyOf(options: CreateOptions) {
  const { lastDigit = null, requiresRoll = false, lobbyOpensAt, policy } = options;
  const { maxActive, agentSeats, maxPerSecond, admissionSeconds, secondDoseAfterDays = null } = options;
  return {
    id: options.id,
    campaignId: options.campaign,
    title: options.title,
    cohort: { ...birthRangeOf(options), lastDigit },
    requiresRoll,
    opensAt: options.opensAt.toISOString(),
    closesAt: options.closesAt.toISOString(),
    policy,
    lobbyOpensAt: lobbyOpensAt?.toISOString() ?? null,
    maxActive,
    agentSeats,
    maxPerSecond,
    admissionSeconds,
    secondDoseAfterDays,
  };
}
