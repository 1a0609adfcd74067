import { invitationViewSchema } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { ask } from '../api/ask.ts';
import { Lonely } from '../frame/lonely.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { AcceptForm } from './accept-form.tsx';
import { AuthenticatorStep } from './authenticator-step.tsx';
import { InvitedFacts } from './invited-facts.tsx';
import { TokenForm } from './token-form.tsx';
import { tokenOf } from './token-of.ts';
import { invitationWords } from './words.ts';

/** Where an account becomes its holder's own: what it is, its second factor, its password. */
export function InvitationPage() {
  const words = useWords(invitationWords);
  const navigate = useNavigate();
  const token = tokenOf(useLocation().hash);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      ask(invitationViewSchema, '/v1/staff/invitations/look', { method: 'POST', body: { token }, signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Lonely>
      <PageTitle>{words.title}</PageTitle>
      <ProblemNote problem={invitation.error} />
      {invitation.isLoading ? <Progress /> : null}
      {invitation.data === undefined ? null : (
        <>
          <InvitedFacts invitation={invitation.data} />
          <AuthenticatorStep totp={invitation.data.totp} />
          <AcceptForm token={token} login={invitation.data.member.login} />
        </>
      )}
      {token === '' || invitation.isError ? (
        <TokenForm onToken={(given) => void navigate(urls.invitation(given), { replace: true })} />
      ) : null}
    </Lonely>
  );
}
