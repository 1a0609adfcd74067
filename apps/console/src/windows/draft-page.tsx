import { isCivilDate } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { Button } from '../parts/button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { CoverageNote } from './coverage-note.tsx';
import { formWords } from './form-words.ts';
import { useWhyNot } from './may-plan.ts';
import { newPlan, type PlanFields, planOf, readPlan } from './plan.ts';
import { PlanForm } from './plan-form.tsx';
import { useToday } from './use-today.ts';
import { type Candidate, useSaveDraft, windowQuery } from './use-windows.ts';
import { windowWords } from './words.ts';

/** A new draft, or one that is written anew. */
export function DraftPage() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const day = params.get('day') ?? '';
  const words = useWords(formWords);
  const today = useToday();
  if (id !== undefined) return <KnownDraft id={id} />;
  const plan = newPlan(isCivilDate(day) ? day : today);
  return <Draft key={day} title={words.newTitle} id={null} plan={plan} back={urls.windows()} />;
}

function KnownDraft({ id }: { readonly id: string }) {
  const words = useWords(formWords);
  const plain = useWords(windowWords);
  const known = useQuery({ ...windowQuery(id), refetchInterval: false });
  if (known.data === undefined) {
    return (
      <>
        <PageTitle>{words.editTitle}</PageTitle>
        <ProblemNote problem={known.error} />
        {known.isLoading ? <Progress /> : null}
      </>
    );
  }
  if (known.data.state !== 'draft') {
    return (
      <>
        <PageTitle beside={<Link to={urls.window(id)}>{plain.backToOne}</Link>}>{words.editTitle}</PageTitle>
        <p>{plain.onlyDrafts}</p>
      </>
    );
  }
  return <Draft title={words.editTitle} id={id} plan={planOf(known.data)} back={urls.window(id)} />;
}

interface DraftProps {
  readonly title: string;
  /** `null`: it is new. */
  readonly id: string | null;
  readonly plan: PlanFields;
  readonly back: string;
}

function Draft({ title, id, plan, back }: DraftProps) {
  const words = useWords(formWords);
  const plain = useWords(windowWords);
  const navigate = useNavigate();
  const whyNot = useWhyNot();
  const save = useSaveDraft(id);
  const [fields, setFields] = useState(plan);
  const [isTried, setTried] = useState(false);
  const read = readPlan(fields);
  return (
    <>
      <PageTitle beside={<Link to={back}>{id === null ? plain.backToAll : plain.backToOne}</Link>}>{title}</PageTitle>
      <p className="soft">{words.draftHint}</p>
      <form
        className="plan"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!read.ok) focusFirstWrong(event.currentTarget);
          if (read.ok) save.mutate(read.body, { onSuccess: (saved) => void navigate(urls.window(saved.id)) });
        }}
      >
        <PlanForm
          fields={fields}
          isNew={id === null}
          wrong={read.ok || !isTried ? null : read.wrong}
          onChange={setFields}
        />
        <CoverageNote candidate={candidateOf(fields, id)} />
        <div className="plan-end">
          <ProblemNote problem={save.error} />
          <Button type="submit" busy={save.isPending} why={whyNot ?? (isTried && !read.ok ? words.notYet : null)}>
            {words.save}
          </Button>
        </div>
      </form>
    </>
  );
}

/** Once what is wrong is marked. */
function focusFirstWrong(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const wrong = form.querySelector('[aria-invalid]');
    if (wrong instanceof HTMLElement) wrong.focus();
  });
}

/** Stands for a window that has no id yet. */
const NEW_ID = 'this-window';

function candidateOf(fields: PlanFields, id: string | null): Candidate | null {
  const read = readPlan(fields);
  if (!read.ok) return null;
  const { cohort, opensAt, closesAt, id: typed = NEW_ID } = read.body;
  const windowId = id ?? typed;
  return { id: windowId, campaignId: read.body.campaignId ?? windowId, cohort, opensAt, closesAt };
}
