import { type ApprovalState, type ApprovalView, moveTakesTwo } from '@sunbeon/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApprovalFacts } from '../approvals/approval-facts.tsx';
import { useApproval } from '../approvals/use-approvals.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { instantOf, localOf } from './plan.ts';
import { useMove } from './use-windows.ts';
import type { PanelProps } from './window-actions.tsx';
import { windowWords } from './words.ts';

/** Moves the opening, or asks somebody else to approve it, where it is near. */
export function MovePanel({ window, onClose }: PanelProps) {
  const words = useWords(windowWords);
  const language = useLanguage();
  const move = useMove(window.id);
  const [from] = useState(window.opensAt);
  const [nowMs] = useState(() => Date.now());
  const [local, setLocal] = useState(localOf(new Date(from)));
  const opensAt = instantOf(local);
  const isSame = Date.parse(opensAt) === Date.parse(from);
  if (move.data !== undefined) return <Moved answer={move.data} />;
  return (
    <Confirm
      action={words.move}
      reason
      busy={move.isPending}
      problem={move.error}
      why={opensAt === '' ? words.moveWhen : isSame ? words.moveSame : null}
      onDo={(reason) => move.mutate({ opensAt, reason })}
      onCancel={onClose}
    >
      <Field label={words.moveTo}>
        {(control) => (
          <input {...control} type="datetime-local" value={local} onChange={({ target }) => setLocal(target.value)} />
        )}
      </Field>
      {opensAt === '' || isSame ? null : (
        <>
          <p>{words.moveEffect(momentText(from, language), momentText(opensAt, language))}</p>
          {moveTakesTwo({ fromMs: Date.parse(from), toMs: Date.parse(opensAt) }, nowMs) ? (
            <p className="by-two">{words.moveByTwo}</p>
          ) : null}
        </>
      )}
    </Confirm>
  );
}

function Moved({ answer }: { readonly answer: NonNullable<ReturnType<typeof useMove>['data']> }) {
  const words = useWords(windowWords);
  const language = useLanguage();
  if ('action' in answer) return <AskedMove asked={answer} />;
  return <output className="done">{words.moved(momentText(answer.opensAt, language))}</output>;
}

/** What became of asking, while one looks. */
function AskedMove({ asked }: { readonly asked: ApprovalView }) {
  const words = useWords(windowWords);
  const { data: approval = asked } = useApproval(asked.id);
  const texts: Partial<Record<ApprovalState, string>> = { awaiting: words.moveAsked, done: words.moveApproved };
  return (
    <div className="done">
      <output>{texts[approval.state] ?? words.notMoved}</output>
      <ApprovalFacts approval={approval} />
      <Link to={urls.approval(asked.id)}>{words.seeApproval}</Link>
    </div>
  );
}
