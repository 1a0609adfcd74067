import { Link, useParams } from 'react-router';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { ApprovalActions } from './approval-actions.tsx';
import { ApprovalFacts } from './approval-facts.tsx';
import { effectText } from './effect-text.ts';
import { useApproval } from './use-approvals.ts';
import { actionWords, approvalWords } from './words.ts';

/** One request: also where whoever asked sees what became of it. */
export function ApprovalPage() {
  const { id = '' } = useParams();
  const words = useWords(approvalWords);
  const names = useWords(actionWords);
  const language = useLanguage();
  const { data: approval, error } = useApproval(id);
  return (
    <>
      <PageTitle beside={<Link to={urls.approvals()}>{words.back}</Link>}>
        {approval === undefined ? words.title : names[approval.action]}
      </PageTitle>
      <ProblemNote problem={error} />
      {approval === undefined && error === null ? <Progress /> : null}
      {approval === undefined ? null : (
        <>
          {effectText(approval, language).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <output>
            <ApprovalFacts approval={approval} />
          </output>
          <ApprovalActions approval={approval} />
        </>
      )}
    </>
  );
}
