import { type AuditVerdict, parseChainMark } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { useVerify } from './use-audit.ts';
import { auditWords, faultWords } from './words.ts';

/** Has the whole chain recomputed, against a head that was kept if there is one. */
export function VerifyTrail() {
  const words = useWords(auditWords);
  const [written, setWritten] = useState('');
  const { verify, reached } = useVerify();
  const kept = parseChainMark(written);
  const isWrong = written.trim() !== '' && kept === null;
  return (
    <section>
      <h2>{words.verify}</h2>
      <p className="soft">{words.verifyIntro}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate(kept);
        }}
      >
        <Field label={words.kept} hint={words.keptHint} error={isWrong ? words.keptWrong : null}>
          {(control) => (
            <input
              {...control}
              className="hash"
              spellCheck={false}
              autoComplete="off"
              value={written}
              onChange={(event) => setWritten(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="quiet" busy={verify.isPending} why={isWrong ? words.keptWrong : null}>
          {words.start}
        </Button>
      </form>
      <ProblemNote problem={verify.error} />
      {verify.isPending && reached !== null ? <VerifyProgress {...reached} /> : null}
      {verify.data === undefined ? null : <Verdict verdict={verify.data} wasKept={verify.variables !== null} />}
    </section>
  );
}

function VerifyProgress({ reached, entries }: Pick<AuditVerdict, 'reached' | 'entries'>) {
  const words = useWords(auditWords);
  const text = words.progress(countText(reached.position), countText(entries));
  return (
    <div className="verifying">
      <progress aria-label={words.verify} value={reached.position} max={Math.max(1, entries)} />
      <p>{text}</p>
    </div>
  );
}

function Verdict({
  verdict: { fault, reached },
  wasKept,
}: {
  readonly verdict: AuditVerdict;
  readonly wasKept: boolean;
}) {
  const words = useWords(auditWords);
  const faults = useWords(faultWords);
  if (fault === null) {
    const count = countText(reached.position);
    return <output className="done">{wasKept ? words.verifiedKept(count) : words.verified(count)}</output>;
  }
  return (
    <div role="alert" className="problem">
      <p className="problem-title">{words.wrong(countText(fault.position))}</p>
      <p>{faults[fault.kind]}</p>
      {fault.entryId === null ? null : <p>{words.wrongEntry(fault.entryId)}</p>}
      <p>{words.wrongTo}</p>
    </div>
  );
}
