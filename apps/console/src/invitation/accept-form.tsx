import { newPasswordSchema, SHORTEST_PASSWORD } from '@sunbeon/core';
import { useState } from 'react';
import { CodeField, isWholeCode } from '../login/code-field.tsx';
import { useEntering } from '../login/use-entering.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { invitationWords } from './words.ts';

interface AcceptFormProps {
  readonly token: string;
  /** For what keeps passwords: whose it is. */
  readonly login: string;
}

/** The password, and the proof that the second factor is set up; whoever sends it is logged in. */
export function AcceptForm({ token, login }: AcceptFormProps) {
  const words = useWords(invitationWords);
  const entering = useEntering<object>('/v1/staff/invitations/accept', urls.home());
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isShown, setShown] = useState(false);
  const isWhole = newPasswordSchema.safeParse(password).success && isWholeCode(code);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        entering.mutate({ token, password, code });
      }}
    >
      <h2>{words.password}</h2>
      <input className="unseen" type="text" autoComplete="username" value={login} readOnly tabIndex={-1} aria-hidden />
      <Field label={words.passwordLabel} hint={words.passwordHint(SHORTEST_PASSWORD)}>
        {(control) => (
          <input
            {...control}
            type={isShown ? 'text' : 'password'}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <label className="choice">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        {words.showPassword}
      </label>
      <h2>{words.code}</h2>
      <CodeField label={words.codeLabel} hint={words.codeHint} value={code} onChange={setCode} />
      <ProblemNote problem={entering.error} />
      <Button type="submit" busy={entering.isPending} why={isWhole ? null : words.acceptMissing}>
        {words.accept}
      </Button>
    </form>
  );
}
