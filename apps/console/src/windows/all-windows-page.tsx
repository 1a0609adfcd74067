import { isCivilDate } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '../parts/button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { Calendar } from './calendar.tsx';
import { useWhyNot } from './may-plan.ts';
import { useToday } from './use-today.ts';
import { windowsQuery } from './use-windows.ts';
import { WindowList } from './window-list.tsx';
import { windowWords } from './words.ts';

/** All windows and drafts, as a calendar of weeks or as a list; which of the two and from when stands in the address. */
export function AllWindowsPage() {
  const words = useWords(windowWords);
  const navigate = useNavigate();
  const whyNot = useWhyNot();
  const [params, setParams] = useSearchParams();
  const windows = useQuery(windowsQuery);
  const today = useToday();
  const asked = params.get('from') ?? '';
  const view = params.get('view') === 'list' ? 'list' : 'calendar';
  const setFrom = (day: string) => setParams(day === '' ? {} : { from: day });
  return (
    <>
      <PageTitle
        beside={
          <Button why={whyNot} onPress={() => void navigate(urls.newWindow())}>
            {words.newWindow}
          </Button>
        }
      >
        {words.title}
      </PageTitle>
      <fieldset className="views">
        <legend className="unseen">{words.views}</legend>
        {(['calendar', 'list'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className="view"
            aria-pressed={view === name}
            onClick={() => setParams(name === 'list' ? { view: 'list' } : {})}
          >
            {words[name]}
          </button>
        ))}
      </fieldset>
      <ProblemNote problem={windows.error} />
      {windows.isLoading ? <Progress text={words.loading} /> : null}
      {windows.data !== undefined && view === 'calendar' ? (
        <Calendar
          windows={windows.data}
          from={isCivilDate(asked) ? asked : today}
          onFrom={setFrom}
          mayPlan={whyNot === null}
        />
      ) : null}
      {windows.data !== undefined && view === 'list' ? <WindowList /> : null}
    </>
  );
}
