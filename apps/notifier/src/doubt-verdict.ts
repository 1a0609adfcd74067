import type { Doubt, UnsentOutcome } from '@sunbeon/store';
import type { CarrierAnswer } from './carrier.ts';

/** How long after a missing answer the carrier is asked for the first time. */
export const FIRST_ASK_AFTER_MS = 2_000;
const LATEST_ASK_AFTER_MS = 60_000;
/** After so many questions without an answer, about four minutes, it stays unresolved. */
const MAX_ASKED = 8;

/** What becomes of a doubtful message: the carrier has it, or it did not go out, or not surely. */
export type DoubtVerdict =
  | { readonly sent: Extract<CarrierAnswer, { verdict: 'has-it' }> }
  | { readonly unsent: UnsentOutcome; readonly asked: number; readonly afterMs: number; readonly error: string };

/**
 * Decides by what the carrier said.
 *
 * `unknown` counts from the second question on: when the first is asked, the submission may still lie in a buffer that a
 * frozen carrier has not read. A message nobody can say anything about is sent once more, because a confirmation that
 * comes twice does less harm than none; if that stays unresolved too, people decide.
 */
export function verdictOn({ asked, sentAgain }: Doubt, answer: CarrierAnswer): DoubtVerdict {
  switch (answer.verdict) {
    case 'has-it':
      return { sent: answer };
    case 'unknown':
      if (asked === 0) return askAgain(asked);
      return { unsent: 'retry', asked: 0, afterMs: 0, error: 'ambiguous: the carrier does not know it' };
    case 'no-answer':
      return asked + 1 < MAX_ASKED ? askAgain(asked) : unresolved(sentAgain);
    case 'never-tells':
      return unresolved(sentAgain);
    default:
      return answer satisfies never;
  }
}

function askAgain(asked: number): DoubtVerdict {
  const afterMs = Math.min(FIRST_ASK_AFTER_MS * 2 ** (asked + 1), LATEST_ASK_AFTER_MS);
  return { unsent: 'ask', asked: asked + 1, afterMs, error: 'ambiguous: asked' };
}

function unresolved(sentAgain: boolean): DoubtVerdict {
  const outcome = sentAgain ? 'give-up' : 'send-again';
  return { unsent: outcome, asked: 0, afterMs: 0, error: 'ambiguous: unresolved' };
}
