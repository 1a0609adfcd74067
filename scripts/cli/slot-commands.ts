import { readFile } from 'node:fs/promises';
import { type CivilDate, MAX_SLOT_CAPACITY } from '@sunbeon/core';
import type { Command } from 'commander';
import { reasonOf } from '../stack/error-words.ts';
import { countArgument, dayArgument } from './arguments.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

interface GenerateOptions {
  readonly window: string;
  readonly sites: number;
  readonly days: number;
  readonly timesPerDay: number;
  readonly capacity: number;
  readonly from?: CivilDate;
  readonly product?: string;
}

/** `slots generate|import|close`, `sites close` */
export function addSlotCommands(program: Command, context: CommandContext): void {
  const slots = program.command('slots').description('what can be booked');
  slots
    .command('generate')
    .description('slots on working days, evenly through the day')
    .requiredOption('--window <id>', 'window they belong to')
    .requiredOption('--sites <count>', 'how many hospitals', countArgument(1, 20_000))
    .requiredOption('--days <count>', 'how many working days', countArgument(1, 60))
    .requiredOption('--times-per-day <count>', 'how many times a day', countArgument(1, 96))
    .requiredOption('--capacity <doses>', 'doses per slot', countArgument(1, MAX_SLOT_CAPACITY))
    .option('--from <day>', 'first day; default: tomorrow', dayArgument)
    .option('--product <name>', 'what is given')
    .action(async ({ window, ...plan }: GenerateOptions) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.generateSlots(window, plan));
    });
  slots
    .command('import <file>')
    .description('slots from a CSV file with the columns site_id,starts_at,product,capacity')
    .requiredOption('--window <id>', 'window they belong to')
    .action(async (file: string, { window }: { window: string }) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.importSlots(window, await textOf(file)));
    });
  slots
    .command('close <id...>')
    .description('take slots out; whoever was booked in them keeps a priority right and is offered another')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (ids: string[], { reason }: { reason: string }) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.closeSlots(ids, reason));
    });
  program
    .command('sites')
    .description('hospitals')
    .command('close <id>')
    .description('take all slots of a hospital out, or those of one window there')
    .option('--window <id>', 'only the slots of this window')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (id: string, { window, reason }: { window?: string; reason: string }) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.closeSite(id, { reason, ...(window === undefined ? {} : { window }) }));
    });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError('file-unreadable', `cannot read ${file} (${reasonOf(error)})`);
  }
}
