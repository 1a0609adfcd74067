import type { ProblemReport } from '../staff/remote-problem.ts';

/** A command cannot do what was asked; codes are stable like those of the services. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly report: ProblemReport;

  constructor(code: CliErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.report = { code, detail };
  }
}

type CliErrorCode =
  | 'invalid-arguments'
  | 'stack-unknown'
  | 'development-only'
  | 'file-unreadable'
  | 'file-changed'
  | 'file-unwritable'
  | 'import-left'
  | 'database-failed'
  | 'audit-wrong'
  | 'draw-wrong';
