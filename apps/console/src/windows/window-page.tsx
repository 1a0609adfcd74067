import type { StaffWindowView } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { Checklist } from './checklist.tsx';
import { checklistWords } from './checklist-words.ts';
import { cohortText } from './cohort-text.ts';
import { CoverageNote } from './coverage-note.tsx';
import { Preview } from './preview.tsx';
import { windowQuery } from './use-windows.ts';
import { WindowActions } from './window-actions.tsx';
import { WindowFacts } from './window-facts.tsx';
import { windowWords } from './words.ts';

/** One window: what is planned, whether it is ready, what can be done, and what citizens will see. */
export function WindowPage() {
  const { id = '' } = useParams();
  const words = useWords(windowWords);
  const window = useQuery(windowQuery(id));
  return (
    <>
      <PageTitle beside={<Link to={urls.windows()}>{words.backToAll}</Link>}>{window.data?.title ?? id}</PageTitle>
      <ProblemNote problem={window.error} />
      {window.isLoading ? <Progress /> : null}
      {window.data === undefined ? null : <KnownWindow key={id} window={window.data} />}
    </>
  );
}

function KnownWindow({ window }: { readonly window: StaffWindowView }) {
  const words = useWords(windowWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const { state, cohort } = window;
  const checks = useWords(checklistWords);
  const [before] = useState(state);
  return (
    <>
      <p className="window-line">
        <span className={`window-state state-of-${state}`}>{states[state]}</span>
        <strong>{cohortText(cohort, language)}</strong>
      </p>
      {before === 'draft' && state !== 'draft' ? <output className="done">{checks.scheduled}</output> : null}
      <div className="window-parts">
        <div>
          {state === 'draft' ? (
            <>
              <Checklist window={window} />
              <CoverageNote candidate={window} />
            </>
          ) : null}
          <section>
            <h2>{words.actions}</h2>
            <WindowActions window={window} />
          </section>
          <section>
            <h2>{words.facts}</h2>
            <WindowFacts window={window} />
          </section>
        </div>
        <Preview window={window} />
      </div>
    </>
  );
}
