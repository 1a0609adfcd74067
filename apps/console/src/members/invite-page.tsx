import { inviteMemberBodySchema } from '@sunbeon/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { InvitationNote } from './invitation-note.tsx';
import { type GivenRole, RoleFields, siteOf } from './role-fields.tsx';
import { useInvite } from './use-members.ts';
import { memberWords } from './words.ts';

const NOTHING = { login: '', name: '', role: 'operator', site: '' } as const;

/** A new account, and the way in for whoever it is for. */
export function InvitePage() {
  const words = useWords(memberWords);
  const invite = useInvite();
  return (
    <>
      <PageTitle beside={<Link to={urls.staff()}>{words.backToList}</Link>}>{words.invite}</PageTitle>
      {invite.data === undefined ? <InviteForm invite={invite} /> : <InvitationNote invited={invite.data} />}
    </>
  );
}

function InviteForm({ invite }: { readonly invite: ReturnType<typeof useInvite> }) {
  const words = useWords(memberWords);
  const { role } = useMe();
  const [given, setGiven] = useState<GivenRole & { login: string; name: string }>(NOTHING);
  const body = inviteMemberBodySchema.safeParse({
    login: given.login.trim(),
    name: given.name,
    role: given.role,
    siteId: siteOf(given),
  });
  const isLoginWrong = given.login !== '' && !body.success && body.error.issues.some(({ path }) => path[0] === 'login');
  const why = role === 'admin' ? (body.success ? null : words.inviteMissing) : words.adminsOnly;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.success) invite.mutate(body.data);
      }}
    >
      <Field label={words.login} hint={words.loginHint}>
        {(control) => (
          <input
            {...control}
            aria-invalid={isLoginWrong || undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={given.login}
            onChange={(event) => setGiven({ ...given, login: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.name}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            value={given.name}
            onChange={(event) => setGiven({ ...given, name: event.target.value })}
          />
        )}
      </Field>
      <RoleFields value={given} onChange={(changed) => setGiven({ ...given, ...changed })} />
      <ProblemNote problem={invite.error} />
      <Button type="submit" busy={invite.isPending} why={why}>
        {words.invite}
      </Button>
    </form>
  );
}
