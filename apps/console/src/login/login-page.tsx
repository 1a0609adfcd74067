import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Lonely } from '../frame/lonely.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../text/words.ts';
import { backTo, urls } from '../urls.ts';
import { CodeField, isWholeCode } from './code-field.tsx';
import { useEntering } from './use-entering.ts';
import { loginWords } from './words.ts';

const FIRST_ADMIN = 'pnpm cli staff create --role admin --login admin --name "홍길동"';
const NOTHING = { login: '', password: '', code: '' };

/** The way in: login, password and code at once. */
export function LoginPage() {
  const words = useWords(loginWords);
  const [params] = useSearchParams();
  const back = params.get('back');
  const entering = useEntering<typeof NOTHING>('/v1/staff/sessions', backTo(back));
  const [given, setGiven] = useState(NOTHING);
  const isWhole = given.login.trim() !== '' && given.password !== '' && isWholeCode(given.code);
  return (
    <Lonely>
      <PageTitle>{words.title}</PageTitle>
      {back === null || entering.isError ? null : <p className="soft">{words.back}</p>}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          entering.mutate({ ...given, login: given.login.trim() });
          // A code counts once; the next try needs another.
          setGiven({ ...given, code: '' });
        }}
      >
        <Field label={words.login}>
          {(control) => (
            <input
              {...control}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={given.login}
              onChange={(event) => setGiven({ ...given, login: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.password}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              value={given.password}
              onChange={(event) => setGiven({ ...given, password: event.target.value })}
            />
          )}
        </Field>
        <CodeField
          label={words.code}
          hint={words.codeHint}
          value={given.code}
          onChange={(code) => setGiven({ ...given, code })}
        />
        <ProblemNote problem={entering.error} />
        <Button type="submit" busy={entering.isPending} why={isWhole || entering.isPending ? null : words.missing}>
          {words.submit}
        </Button>
      </form>
      <WaysIn />
    </Lonely>
  );
}

function WaysIn() {
  const words = useWords(loginWords);
  return (
    <>
      <p>
        {words.invited} <Link to={urls.invitation()}>{words.invitation}</Link>
      </p>
      <details>
        <summary>{words.help}</summary>
        <p>{words.helpDetail}</p>
        <p>{words.firstAdmin}</p>
        <p>
          <code>{FIRST_ADMIN}</code>
        </p>
      </details>
    </>
  );
}
