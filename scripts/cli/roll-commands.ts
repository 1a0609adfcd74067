import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { importedFile } from './imported-file.ts';

const DIGEST_SHOWN = 12;

interface ImportOptions {
  readonly campaign: string;
  readonly id?: string;
  readonly preview?: boolean;
}

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
    .option('--preview', 'write nothing: only say what would be done')
    .action(async (path: string, { campaign, id, preview = false }: ImportOptions) => {
      const { roll: api, data } = (await context.stack()).staff;
      if (preview) {
        const foreseen = await importedFile(context, path, {
          start: ({ digest, bytes }) =>
            data.start({ kind: 'roll', campaign, preview, fileDigest: digest, fileBytes: bytes }),
          find: (known) => data.find(known),
          send: (known, offset, piece) => data.send(known, offset, piece),
        });
        await context.output().one(foreseen);
        return;
      }
      const done = await importedFile(context, path, {
        // Made of campaign and content, so that the same file is the same import.
        start: ({ digest, bytes }) =>
          api.start({ id: id ?? `${campaign.slice(0, 50)}-${digest.slice(0, DIGEST_SHOWN)}`, campaign, digest, bytes }),
        find: (known) => api.find(known),
        send: (known, offset, piece) => api.send(known, offset, piece),
      });
      await context.output().one(done);
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
