import type { StaffAccount } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMe } from '../api/me.ts';
import { roleWords } from '../frame/words.ts';
import { Facts } from '../parts/facts.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { SessionList } from '../sessions/session-list.tsx';
import { useSessions } from '../sessions/use-sessions.ts';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { MemberActions } from './member-actions.tsx';
import { membersQuery, sessionsPath } from './use-members.ts';
import { memberWords, stateWords } from './words.ts';

/** One account: what it is, what can be done to it, where its holder is logged in. */
export function MemberPage() {
  const words = useWords(memberWords);
  const { id } = useParams();
  const members = useQuery(membersQuery);
  const member = members.data?.find((known) => known.id === id);
  return (
    <>
      <PageTitle beside={<Link to={urls.staff()}>{words.backToList}</Link>}>{member?.name ?? words.title}</PageTitle>
      <ProblemNote problem={members.error} />
      {members.isLoading ? <Progress /> : null}
      {members.isSuccess && member === undefined ? <p>{words.notFound}</p> : null}
      {member === undefined ? null : <Account member={member} />}
    </>
  );
}

function Account({ member }: { readonly member: StaffAccount }) {
  const words = useWords(memberWords);
  const roles = useWords(roleWords);
  const states = useWords(stateWords);
  const language = useLanguage();
  const { role } = useMe();
  const { lastLoginAt } = member;
  return (
    <>
      <Facts
        facts={[
          [words.login, member.login],
          [words.role, roles[member.role]],
          [words.site, member.siteId],
          [words.state, states[member.state]],
          [words.lastLogin, lastLoginAt === null ? words.never : momentText(lastLoginAt, language)],
          [words.created, momentText(member.createdAt, language)],
        ]}
      />
      <MemberActions key={member.id} member={member} />
      {role === 'admin' ? <MemberSessions member={member} /> : null}
    </>
  );
}

function MemberSessions({ member }: { readonly member: StaffAccount }) {
  const words = useWords(memberWords);
  const found = useSessions(sessionsPath(member), member.login);
  return (
    <section>
      <h2>{words.sessions}</h2>
      <SessionList caption={words.sessions} found={found} />
    </section>
  );
}
