import { MigrationError, migrate } from '@sunbeon/migrations';
import type { Command } from 'commander';
import { seed } from '../stack/seed.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

/** `migrate`, `seed`: of `DATABASE_URL`, else of the running stack */
export function addDatabaseCommands(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('bring the database schema up to date')
    .action(async () => {
      await context.output().one(await work(context, migrate));
    });
  program
    .command('seed')
    .description('write the real hospitals of data/clinics.csv')
    .action(async () => {
      await context.output().one(await work(context, seed));
    });
}

async function work<Result>(context: CommandContext, run: (url: string) => Promise<Result>): Promise<Result> {
  const url = context.env['DATABASE_URL'] ?? (await context.stack()).record.databaseUrl;
  try {
    return await run(url);
  } catch (error) {
    if (error instanceof MigrationError) throw new CliError('database-failed', error.message);
    throw error;
  }
}
