import type { Language, ProblemCode } from '@sunbeon/core';
import { isProblemCode, problemCatalogue } from '@sunbeon/core';

/** `unreachable`: no answer, or none of the server's own. `unreadable`: an answer that is not as agreed. */
export type ConsoleProblemCode = ProblemCode | 'unreachable' | 'unreadable';

const ownTexts = {
  unreachable: {
    ko: {
      title: '서버에 연결할 수 없습니다',
      detail: '연결을 확인하고 다시 시도하십시오. 바뀐 것이 있는지 먼저 확인하십시오.',
    },
    en: {
      title: 'The server cannot be reached',
      detail: 'Check the connection and try again; look first whether anything has changed.',
    },
  },
  unreadable: {
    ko: { title: '서버의 답을 읽을 수 없습니다', detail: '화면이 오래되었을 수 있습니다. 새로 고치십시오.' },
    en: { title: 'The answer of the server cannot be read', detail: 'The page may be out of date: load it again.' },
  },
} as const;

/** What the server (or the network) said instead of the answer. */
export class ConsoleProblem extends Error {
  override readonly name = 'ConsoleProblem';
  readonly code: ConsoleProblemCode;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  /** Everything else the problem document says, e.g. `errors`, `reason`, `role`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense, where the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ConsoleProblemCode,
    status = 0,
    facts: Readonly<Record<string, unknown>> = {},
    retryAfterSeconds: number | null = null,
  ) {
    super(code);
    this.code = code;
    this.status = status;
    this.facts = facts;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Title and detail of a problem as they are shown; the one place that words them. */
export function problemText(problem: Error, language: Language): { readonly title: string; readonly detail: string } {
  const code = problem instanceof ConsoleProblem ? problem.code : 'unreadable';
  return code === 'unreachable' || code === 'unreadable' ? ownTexts[code][language] : problemCatalogue[code][language];
}

/** Reads a problem document. */
export function problemFrom(status: number, body: unknown, retryAfter: string | null): ConsoleProblem {
  const facts = typeof body === 'object' && body !== null ? { ...body } : {};
  const code = 'code' in facts && typeof facts.code === 'string' && isProblemCode(facts.code) ? facts.code : null;
  const seconds = Number(retryAfter ?? Number.NaN);
  if (code === null) return new ConsoleProblem('unreachable', status);
  return new ConsoleProblem(code, status, facts, Number.isFinite(seconds) ? seconds : null);
}
