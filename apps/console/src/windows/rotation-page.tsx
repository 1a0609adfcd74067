import { addDays, type RotationBody, rotationBodySchema, type StaffWindowView } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Button } from '../parts/button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { formWords } from './form-words.ts';
import { useWhyNot } from './may-plan.ts';
import { RotationFields } from './rotation-fields.tsx';
import { RotationTable } from './rotation-table.tsx';
import { rotationQuery, useRotation, windowQuery } from './use-windows.ts';
import { dayInSeoul } from './week-layout.ts';
import { windowWords } from './words.ts';

/** A window copied over days: what would be made is shown at once, and made when that is right. */
export function RotationPage() {
  const { id = '' } = useParams();
  const words = useWords(formWords);
  const plain = useWords(windowWords);
  const window = useQuery({ ...windowQuery(id), refetchInterval: false });
  return (
    <>
      <PageTitle beside={<Link to={urls.window(id)}>{plain.backToOne}</Link>}>{words.rotationTitle}</PageTitle>
      <p className="soft">{words.rotationHint}</p>
      <ProblemNote problem={window.error} />
      {window.data === undefined ? <Progress /> : <Rotation template={window.data} />}
    </>
  );
}

/** What has been chosen; a text that is no number yet is none. */
export interface RotationChoice {
  readonly firstDay: string;
  readonly days: string;
  readonly pattern: RotationBody['pattern'];
  /** Empty: that of the first day. */
  readonly firstDigit: string;
}

function Rotation({ template }: { readonly template: StaffWindowView }) {
  const words = useWords(formWords);
  const navigate = useNavigate();
  const whyNot = useWhyNot();
  const make = useRotation();
  const [choice, setChoice] = useState<RotationChoice>({
    firstDay: addDays(dayInSeoul(template.opensAt), 1),
    days: '9',
    pattern: template.cohort.lastDigit === null ? 'same-cohort' : 'last-digit',
    firstDigit: '',
  });
  const body = bodyOf(template.id, choice);
  const { data, error } = useQuery(rotationQuery(body));
  const shown = body === null ? undefined : data;
  const isTaken = shown?.windows.some(({ taken }) => taken) === true;
  const wrong = body === null ? words.wrongRotation : isTaken ? words.someTaken : null;
  const waits = shown === undefined ? words.waitForRotation : null;
  return (
    <>
      <RotationFields choice={choice} onChange={setChoice} />
      <ProblemNote problem={error} />
      {shown === undefined ? null : <RotationTable rotation={shown} />}
      <ProblemNote problem={make.error} />
      <Button
        busy={make.isPending}
        why={whyNot ?? wrong ?? waits}
        onPress={() => {
          if (body === null) return;
          const opensOn = body.firstDay;
          make.mutate(body, { onSuccess: () => void navigate(urls.windows(opensOn)) });
        }}
      >
        {words.make(countText(shown?.windows.length ?? 0))}
      </Button>
    </>
  );
}

function bodyOf(template: string, { firstDay, days, pattern, firstDigit }: RotationChoice): RotationBody | null {
  const read = rotationBodySchema.safeParse({
    template,
    firstDay,
    days: Number(days),
    pattern,
    firstDigit: firstDigit === '' ? null : Number(firstDigit),
  });
  return read.success ? read.data : null;
}
