import type { ImportStanding } from '@sunbeon/core';
import { reasonOf } from '../stack/error-words.ts';
import { RemoteProblem } from '../staff/remote-problem.ts';
import { FileChanged, type ImportCalls, sendFile } from '../staff/send-file.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

const TOLD_EVERY_MS = 1_000;

/** What every import says of itself. */
interface Counted extends ImportStanding {
  readonly bytes: number;
  readonly lines: number;
  readonly rejected: number;
}

/**
 * Imports a file and tells once a second how far it is, as a line on stderr; returns what came of it.
 * @throws {CliError} `file-unreadable`, `file-changed`; `import-left` when somebody began it anew
 */
export async function importedFile<Standing extends Counted>(
  context: CommandContext,
  path: string,
  calls: ImportCalls<Standing>,
): Promise<Standing> {
  const begunMs = performance.now();
  let [toldMs, first]: [number, Standing | null] = [begunMs, null];
  let last: Standing | null = null;
  try {
    for await (const at of sendFile(path, calls)) {
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
  if (last?.state !== 'done') throw new CliError('import-left', `${path} was begun anew by somebody else`);
  return last;
}

function progressOf({ offset, bytes, lines, rejected }: Counted, linesHere: number, seconds: number) {
  return {
    percent: Math.floor((offset / bytes) * 100),
    lines,
    rejected,
    linesPerSecond: Math.round(linesHere / seconds),
  };
}
