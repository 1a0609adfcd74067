import type { CivilDate } from '@sunbeon/core';
import { mintSessions } from '@sunbeon/synthetic';
import type { Command } from 'commander';
import { countArgument, dayArgument } from './arguments.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

const MOST_SESSIONS = 2_000_000;

/** `session mint` */
export function addSessionCommands(program: Command, context: CommandContext): void {
  program
    .command('session')
    .description('sessions of synthetic people, for tests and load')
    .command('mint')
    .description('sign sessions for different people who do not exist, one per line; in development only')
    .requiredOption('--birth-date <day>', 'their birth date', dayArgument)
    .option('--count <people>', 'how many', countArgument(1, MOST_SESSIONS), 1)
    .action(async ({ birthDate, count }: { birthDate: CivilDate; count: number }) => {
      const { record, secrets } = await context.stack();
      if (record.nodeEnv !== 'development') {
        throw new CliError(
          'development-only',
          `sessions are minted in development only, this stack runs as ${record.nodeEnv}`,
        );
      }
      const output = context.output();
      for await (const minted of mintSessions(secrets, { count, birthFrom: birthDate, birthTo: birthDate })) {
        await output.many(minted.map(({ personKey, session }) => ({ personKey, session })));
      }
    });
}
