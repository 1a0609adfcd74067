import type { ApprovalView } from '@sunbeon/core';
import { Link } from 'react-router';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { ApprovalActions } from './approval-actions.tsx';
import { ApprovalFacts } from './approval-facts.tsx';
import { effectText } from './effect-text.ts';
import { actionWords } from './words.ts';

/** One request that waits: what will happen, who asked and why, and what can be done about it. */
export function ApprovalCard({ approval }: { readonly approval: ApprovalView }) {
  const names = useWords(actionWords);
  const language = useLanguage();
  return (
    <article className="approval">
      <h3>
        <Link to={urls.approval(approval.id)}>{names[approval.action]}</Link>
      </h3>
      {effectText(approval, language).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <ApprovalFacts approval={approval} />
      <ApprovalActions approval={approval} />
    </article>
  );
}
