import { type ApprovalView, mayApprove } from '@sunbeon/core';
import { useState } from 'react';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { effectText } from './effect-text.ts';
import { type Decision, useDecide } from './use-approvals.ts';
import { actionWords, approvalWords } from './words.ts';

const MAY_RUN: ReadonlySet<string> = new Set(['admin', 'operator']);

/** What the one who looks may do with a request that waits. */
export function ApprovalActions({ approval }: { readonly approval: ApprovalView }) {
  const words = useWords(approvalWords);
  const names = useWords(actionWords);
  const me = useMe();
  const [decision, setDecision] = useState<Decision | null>(null);
  const isOwn = approval.askedBy === me.login;
  const why = mayApprove(approval.action, me.role) ? null : words.notYourRole;
  if (approval.state !== 'awaiting') return null;
  if (decision !== null) {
    return <Deciding approval={approval} decision={decision} onCancel={() => setDecision(null)} />;
  }
  const label = (verb: string) => `${verb}: ${names[approval.action]}, ${approval.subject}`;
  if (isOwn) {
    return (
      <>
        <p className="soft">{words.own}</p>
        <div className="buttons">
          <Button kind="quiet" label={label(words.withdraw)} onPress={() => setDecision('withdraw')}>
            {words.withdraw}
          </Button>
        </div>
      </>
    );
  }
  if (!MAY_RUN.has(me.role)) return null;
  return (
    <div className="buttons">
      <Button why={why} label={label(words.approve)} onPress={() => setDecision('approve')}>
        {words.approve}
      </Button>
      <Button kind="quiet" why={why} label={label(words.refuse)} onPress={() => setDecision('refuse')}>
        {words.refuse}
      </Button>
    </div>
  );
}

interface DecidingProps {
  readonly approval: ApprovalView;
  readonly decision: Decision;
  readonly onCancel: () => void;
}

function Deciding({ approval, decision, onCancel }: DecidingProps) {
  const words = useWords(approvalWords);
  const language = useLanguage();
  const decide = useDecide(approval);
  const effects = {
    approve: [...effectText(approval, language), words.approveEffect],
    refuse: [words.refuseEffect],
    withdraw: [words.withdrawEffect],
  }[decision];
  return (
    <Confirm
      action={words[decision]}
      kind={decision === 'approve' ? 'alarm' : 'main'}
      reason={decision === 'refuse'}
      busy={decide.isPending}
      problem={decide.error}
      onCancel={onCancel}
      onDo={(reason) => decide.mutate({ decision, reason })}
    >
      {effects.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Confirm>
  );
}
