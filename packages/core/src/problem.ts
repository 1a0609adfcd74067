import type { Language } from './language.ts';
import { type ProblemCode, problemCatalogue } from './problem-catalogue.ts';

/** Facts that belong to one occurrence of a problem, e.g. `opensAt`. Never personal data. */
export type ProblemFacts = Readonly<Record<string, unknown>>;

/**
 * Something a caller can be told: thrown on the way of a request, turned into `application/problem+json`
 * (RFC 9457) by the one problem handler of service-kit. The code is stable and part of the public contract.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ProblemCode, facts: ProblemFacts = {}, retryAfterSeconds: number | null = null) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return problemCatalogue[this.code].status;
  }
}

/** The body of an error answer (RFC 9457), before the facts of the occurrence are added. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
}

/** `code` as a problem document in one language; `type` is the page that explains it. */
export function problemDocument(code: ProblemCode, language: Language): ProblemDocument {
  const entry = problemCatalogue[code];
  const { title, detail } = entry[language];
  return { type: `/docs/errors#${code}`, title, status: entry.status, detail, code };
}
