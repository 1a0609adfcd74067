import { chainMarkText } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { useHead } from './use-audit.ts';
import { auditWords } from './words.ts';

/** The end of the chain, to be kept elsewhere. */
export function AuditHeadNote() {
  const words = useWords(auditWords);
  const language = useLanguage();
  const { data: head, error } = useHead();
  const [isCopied, setCopied] = useState(false);
  return (
    <section>
      <h2>{words.head}</h2>
      <p className="soft">{words.headHint}</p>
      <ProblemNote problem={error} />
      {head === undefined && error === null ? <Progress /> : null}
      {head?.sealedAt === null ? <p>{words.headNone}</p> : null}
      {head === undefined || head.sealedAt === null ? null : (
        <>
          <Field label={words.head} hint={words.sealedAt(momentText(head.sealedAt, language))}>
            {(control) => (
              <input
                {...control}
                readOnly
                className="hash"
                value={chainMarkText(head)}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
          <div className="buttons">
            <Button
              kind="quiet"
              onPress={() => {
                void navigator.clipboard.writeText(chainMarkText(head)).then(() => setCopied(true));
              }}
            >
              {words.copy}
            </Button>
            <output>{isCopied ? words.copied : ''}</output>
          </div>
        </>
      )}
    </section>
  );
}
