import type { RollImportView } from '@sunbeon/core';
import type { Command } from 'commander';
import { reasonOf } from '../stack/error-words.ts';
import { FileChanged, importRoll } from '../staff/import-roll.ts';
import { RemoteProblem } from '../staff/remote-problem.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

const TOLD_EVERY_MS = 1_000;

/** `roll import|imports|rejects` */
export function addRollCommands(program: Command, context: CommandContext): void {
  const roll = program.command('roll').description('who may book in a campaign by name');
  roll
    .command('import <file>')
    .description(
      'people from a CSV file with the columns ci,name,birth_date,phone; the same file again goes on or changes nothing',
    )
    .requiredOption('--campaign <id>', 'campaign whose roll it is')
    .option('--id <id>', 'id of the import; default: made of campaign and file')
    .action(async (path: string, options: { campaign: string; id?: string }) => {
      const last = await imported(context, path, options);
      if (last !== null) await context.output().one(last);
    });
  roll
    .command('imports')
    .description('every import and how far it has come, the newest first')
    .option('--campaign <id>', 'of this campaign only')
    .action(async ({ campaign }: { campaign?: string }) => {
      const { staff } = await context.stack();
      await context.output().many(await staff.roll.list(campaign));
    });
  roll
    .command('rejects <import>')
    .description('lines that made nobody an entry: number and reason, one per line')
    .action(async (id: string) => {
      const { staff } = await context.stack();
      for await (const rejects of staff.roll.rejects(id)) await context.output().many(rejects);
    });
}

/** Imports a file and tells once a second how far it is, as a line on stderr. */
async function imported(
  context: CommandContext,
  path: string,
  options: { campaign: string; id?: string },
): Promise<RollImportView | null> {
  const { staff } = await context.stack();
  const begunMs = performance.now();
  let [toldMs, first]: [number, RollImportView | null] = [begunMs, null];
  let last: RollImportView | null = null;
  try {
    for await (const at of importRoll(staff.roll, { path, ...options })) {
      first ??= at;
      last = at;
      const nowMs = performance.now();
      if (nowMs - toldMs < TOLD_EVERY_MS) continue;
      toldMs = nowMs;
      await context.tell(progressOf(at, at.lines - first.lines, (nowMs - begunMs) / 1_000));
    }
  } catch (error) {
    if (error instanceof RemoteProblem) throw error;
    if (error instanceof FileChanged) throw new CliError('file-changed', error.message);
    throw new CliError('file-unreadable', `cannot read ${path} (${reasonOf(error)})`);
  }
  return last;
}

function progressOf({ offset, bytes, lines, rejected }: RollImportView, linesHere: number, seconds: number) {
  return {
    percent: Math.floor((offset / bytes) * 100),
    lines,
    rejected,
    linesPerSecond: Math.round(linesHere / seconds),
  };
}
