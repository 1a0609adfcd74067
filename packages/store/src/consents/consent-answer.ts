import { isProblemCode, Problem, type ProblemFacts } from '@sunbeon/core';
import { z } from 'zod';
import { pastDeadlocks } from '../past-deadlocks.ts';

const answerSchema = z.tuple([
  z.looseObject({
    problem: z.string().nullable(),
    retry_at: z.date().nullish(),
    attempts_left: z.int().nullish(),
    ended: z.array(z.string()).nullish(),
  }),
]);

/** What a function that changes a consent has done beside what it was asked to. */
export interface ConsentChange {
  /** Consents of the same two people that another has taken the place of. */
  readonly ended: readonly string[];
}

/**
 * Runs one of the database functions that change consents, again when it met others in a circle.
 * @throws {Problem} the problem it answers with; with when to come again, and how many attempts are left, where it says so
 */
export async function changeConsent(run: () => Promise<unknown>): Promise<ConsentChange> {
  const [answer] = answerSchema.parse(await pastDeadlocks(run));
  if (answer.problem === null) return { ended: answer.ended ?? [] };
  if (!isProblemCode(answer.problem)) throw new TypeError(`not a problem code: ${answer.problem}`);
  const facts: ProblemFacts = typeof answer.attempts_left === 'number' ? { attemptsLeft: answer.attempts_left } : {};
  throw new Problem(answer.problem, facts, answer.retry_at ? secondsUntil(answer.retry_at) : null);
}

function secondsUntil(at: Date): number {
  return Math.max(1, Math.ceil((at.getTime() - Date.now()) / 1_000));
}
