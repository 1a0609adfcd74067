import { type ExportKind, exportKinds } from '@sunbeon/core';
import { Argument, type Command, Option } from 'commander';
import { reasonOf } from '../stack/error-words.ts';
import { type ExportProgress, exportFile } from '../staff/export-file.ts';
import { RemoteProblem } from '../staff/remote-problem.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';
import { importedFile } from './imported-file.ts';

interface ImportOptions {
  readonly kind: 'sites' | 'slots';
  readonly window?: string;
  readonly preview?: boolean;
}

interface ExportOptions {
  readonly reason: string;
  readonly window?: string;
}

const TOLD_EVERY_MS = 1_000;

/** `data import|imports|rejects|export` */
export function addFileCommands(program: Command, context: CommandContext): void {
  const data = program.command('data').description('files of sites and slots in, and of all there is out');
  data
    .command('import <file>')
    .description('sites or slots from a CSV file; stopped, the same command goes on')
    .addOption(new Option('--kind <kind>', 'what it holds').choices(['sites', 'slots']).makeOptionMandatory())
    .option('--window <id>', 'window the slots belong to')
    .option('--preview', 'write nothing: only say what would be done')
    .action(async (path: string, { kind, window, preview = false }: ImportOptions) => {
      const { data: api } = (await context.stack()).staff;
      const what = { kind, preview, ...(window === undefined ? {} : { window }) };
      const done = await importedFile(context, path, {
        start: ({ digest, bytes }) => api.start({ ...what, fileDigest: digest, fileBytes: bytes }),
        find: (id) => api.find(id),
        send: (id, offset, piece) => api.send(id, offset, piece),
      });
      await context.output().one(done);
    });
  data
    .command('imports')
    .description('every import of sites and slots, and how far it has come, the newest first')
    .action(async () => {
      const { staff } = await context.stack();
      await context.output().many(await staff.data.list());
    });
  data
    .command('rejects <import>')
    .description('lines that were not taken: number and reason, one per line')
    .action(async (id: string) => {
      const { staff } = await context.stack();
      for await (const rejects of staff.data.rejects(id)) await context.output().many(rejects);
    });
  data
    .command('export')
    .addArgument(new Argument('<kind>', 'what').choices(exportKinds))
    .argument('<file>', 'where to; one that is not whole is gone on with')
    .description('everything as it is at one instant, as CSV; the last line says that the file is whole')
    .option('--window <id>', 'of this window only')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (kind: ExportKind, path: string, options: ExportOptions) => {
      await context.output().one(await exported(context, path, { kind, ...options }));
    });
}

async function exported(context: CommandContext, path: string, question: ExportOptions & { kind: ExportKind }) {
  const { staff } = await context.stack();
  let toldMs = performance.now();
  let last: ExportProgress | null = null;
  try {
    for await (const at of exportFile(staff.data, path, question)) {
      last = at;
      if (performance.now() - toldMs < TOLD_EVERY_MS) continue;
      toldMs = performance.now();
      await context.tell({ bytes: at.bytes });
    }
  } catch (error) {
    if (error instanceof RemoteProblem) throw error;
    throw new CliError('file-unwritable', `cannot write ${path} (${reasonOf(error)})`);
  }
  return { file: path, bytes: last?.bytes ?? 0, ...last?.end };
}
