import type { Writable } from 'node:stream';
import { ConfigError, type Environment } from '@sunbeon/service-kit';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { StackError } from '../stack/stack-error.ts';
import { type ProblemReport, RemoteProblem } from '../staff/remote-problem.ts';
import { addAuditCommands } from './audit-commands.ts';
import { addBookingCommands } from './booking-commands.ts';
import { addCapacityCommands } from './capacity-commands.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';
import { addDataCommands } from './data-commands.ts';
import { addDatabaseCommands } from './database-commands.ts';
import { addDrawCommands } from './draw-commands.ts';
import { addFileCommands } from './file-commands.ts';
import { knownStack } from './known-stack.ts';
import { outputTo, progressTo } from './output.ts';
import { addRollCommands } from './roll-commands.ts';
import { addSessionCommands } from './session-commands.ts';
import { addSlotCommands } from './slot-commands.ts';
import { addStaffCommands } from './staff-commands.ts';
import { addTokenCommands } from './token-commands.ts';
import { addWindowCommands } from './window-commands.ts';

export interface CliStreams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/**
 * Runs one command and returns its exit status: 0, or 1 with the problem on `stderr`, in one line, or as a problem
 * document with `--json`.
 */
export async function runCli(args: readonly string[], env: Environment, streams: CliStreams): Promise<number> {
  const json = args.includes('--json');
  try {
    await createProgram(env, streams, json).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const report = reportOf(error);
    const { code, detail, title = '' } = report;
    streams.stderr.write(json ? `${JSON.stringify(report)}\n` : `${code}: ${detail ?? title}${factsOf(report)}\n`);
    return 1;
  }
}

function createProgram(env: Environment, streams: CliStreams, json: boolean): Command {
  const program = new Command('cli')
    .description('Sunbeon from the command line; talks to the running stack of DATA_DIR')
    .option('--json', 'print JSON and nothing else: one value, or one per line where there are many')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      // A wrong argument is reported by runCli, like every other problem.
      writeErr: () => {},
    });
  const context: CommandContext = {
    env,
    stack: () => knownStack(env),
    output: () => outputTo(streams.stdout, json),
    tell: progressTo(streams.stderr, json),
  };
  addWindowCommands(program, context);
  addSlotCommands(program, context);
  addRollCommands(program, context);
  addFileCommands(program, context);
  addBookingCommands(program, context);
  addStaffCommands(program, context);
  addSessionCommands(program, context);
  addTokenCommands(program, context);
  addDrawCommands(program, context);
  addDataCommands(program, context);
  addAuditCommands(program, context);
  addDatabaseCommands(program, context);
  addCapacityCommands(program, context);
  return program;
}

function reportOf(error: unknown): ProblemReport {
  if (error instanceof RemoteProblem || error instanceof CliError) return error.report;
  if (error instanceof CommanderError && error.code === 'commander.help')
    return { code: 'invalid-arguments', detail: 'no command given; --help lists them' };
  if (error instanceof CommanderError)
    return { code: 'invalid-arguments', detail: error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ') };
  if (error instanceof z.ZodError)
    return { code: 'invalid-arguments', detail: z.prettifyError(error).replaceAll('\n', ' ') };
  if (error instanceof ConfigError || error instanceof StackError)
    return { code: 'settings-wrong', detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'failed', detail: detail.replaceAll(/\s+/g, ' ') };
}

const errorListSchema = z.array(z.object({ field: z.string(), message: z.string() }));

/** What belongs to this occurrence, in the same line: a reason, the fields a service complains about. */
function factsOf(report: ProblemReport): string {
  const reason = typeof report['reason'] === 'string' ? ` [${report['reason']}]` : '';
  const errors = errorListSchema.safeParse(report['errors']);
  const fields = errors.success ? errors.data.map(({ field, message }) => ` [${field}: ${message}]`) : [];
  return reason + fields.join('');
}
