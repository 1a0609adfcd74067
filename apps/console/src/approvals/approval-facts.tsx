import type { ApprovalView } from '@sunbeon/core';
import { useMe } from '../api/me.ts';
import { Facts } from '../parts/facts.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { outcomeText } from './effect-text.ts';
import { TimeLeft } from './time-left.tsx';
import { approvalWords, stateWords } from './words.ts';

/** Who asked and why, and how the request stands. */
export function ApprovalFacts({ approval }: { readonly approval: ApprovalView }) {
  const words = useWords(approvalWords);
  const states = useWords(stateWords);
  const language = useLanguage();
  const me = useMe();
  const { askedBy, reason, askedAt, expiresAt, state, decidedBy, decidedAt } = approval;
  return (
    <Facts
      facts={[
        [words.askedBy, askedBy === me.login ? `${askedBy} (${words.you})` : askedBy],
        [words.reason, reason],
        [words.askedAt, momentText(askedAt, language)],
        [words.state, state === 'awaiting' ? null : states[state]],
        [words.left, state === 'awaiting' ? <TimeLeft until={expiresAt} /> : null],
        [words.decidedBy, decidedBy],
        [words.decidedAt, decidedAt === null ? null : momentText(decidedAt, language)],
        [words.usableUntil, state === 'approved' ? momentText(expiresAt, language) : null],
        [words.outcome, outcomeText(approval, language)],
      ]}
    />
  );
}
