import { type ApprovalState, type ApprovalView, approvalStates, approvalViewSchema } from '@sunbeon/core';
import { useState } from 'react';
import { pagesOf } from '../api/fetch-page.ts';
import { Field } from '../parts/field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { ApprovalCard } from './approval-card.tsx';
import { approvalsKey, approvalsPath, useWaiting } from './use-approvals.ts';
import { actionWords, approvalWords, stateWords } from './words.ts';

/** What waits for a second person, and what became of earlier requests. */
export function ApprovalListPage() {
  const words = useWords(approvalWords);
  const { data, error } = useWaiting();
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <p className="soft">{words.intro}</p>
      <h2>{words.waiting}</h2>
      <ProblemNote problem={error} />
      {data === undefined && error === null ? <Progress /> : null}
      {data?.rows.length === 0 ? <p className="nothing">{words.noneWaiting}</p> : null}
      {data?.rows.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} />
      ))}
      <h2>{words.past}</h2>
      <PastRequests />
    </>
  );
}

function PastRequests() {
  const words = useWords(approvalWords);
  const [state, setState] = useState<ApprovalState | ''>('');
  return (
    <PagedTable
      caption={words.past}
      queryKey={[...approvalsKey, state]}
      fetchPage={pagesOf(approvalViewSchema, approvalsPath, { state })}
      columns={useColumns()}
      rowKey={({ id }) => id}
      urlOf={({ id }) => urls.approval(id)}
      filters={<StateFilter state={state} onChange={setState} />}
    />
  );
}

interface StateFilterProps {
  readonly state: ApprovalState | '';
  readonly onChange: (state: ApprovalState | '') => void;
}

function StateFilter({ state, onChange }: StateFilterProps) {
  const words = useWords(approvalWords);
  const states = useWords(stateWords);
  return (
    <Field label={words.state}>
      {(control) => (
        <select
          {...control}
          value={state}
          onChange={(event) => onChange(approvalStates.find((known) => known === event.target.value) ?? '')}
        >
          <option value="">{words.all}</option>
          {approvalStates.map((known) => (
            <option key={known} value={known}>
              {states[known]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function useColumns(): readonly Column<ApprovalView>[] {
  const words = useWords(approvalWords);
  const names = useWords(actionWords);
  const states = useWords(stateWords);
  const language = useLanguage();
  return [
    { key: 'at', name: words.askedAt, cell: ({ askedAt }) => momentText(askedAt, language) },
    { key: 'action', name: words.action, cell: ({ action }) => names[action] },
    { key: 'what', name: words.what, cell: ({ subject }) => subject },
    { key: 'by', name: words.askedBy, cell: ({ askedBy }) => askedBy },
    { key: 'state', name: words.state, cell: ({ state }) => states[state] },
    { key: 'decided', name: words.decidedBy, cell: ({ decidedBy }) => decidedBy ?? '–' },
  ];
}
