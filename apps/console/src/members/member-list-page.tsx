import type { StaffAccount } from '@sunbeon/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { FetchPage } from '../api/fetch-page.ts';
import { useMe } from '../api/me.ts';
import { roleWords } from '../frame/words.ts';
import { Button } from '../parts/button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { matchingMembers } from './matching-members.ts';
import { membersQuery } from './use-members.ts';
import { memberWords, stateWords } from './words.ts';

/** Everybody who works here or did. */
export function MemberListPage() {
  const words = useWords(memberWords);
  const navigate = useNavigate();
  const { role } = useMe();
  const columns = useColumns();
  const fetchPage = useFetchPage();
  return (
    <>
      <PageTitle
        beside={
          <Button why={role === 'admin' ? null : words.adminsOnly} onPress={() => void navigate(urls.newMember())}>
            {words.invite}
          </Button>
        }
      >
        {words.title}
      </PageTitle>
      <PagedTable
        caption={words.title}
        queryKey={[...membersQuery.queryKey, 'list']}
        fetchPage={fetchPage}
        columns={columns}
        rowKey={({ id }) => id}
        search={words.search}
        urlOf={({ id }) => urls.member(id)}
      />
    </>
  );
}

/** The whole list comes at once and is searched here. */
function useFetchPage(): FetchPage<StaffAccount> {
  const queries = useQueryClient();
  return async ({ search }) => ({
    rows: matchingMembers(await queries.fetchQuery(membersQuery), search),
    next: null,
  });
}

function useColumns(): readonly Column<StaffAccount>[] {
  const words = useWords(memberWords);
  const roles = useWords(roleWords);
  const states = useWords(stateWords);
  const language = useLanguage();
  return [
    { key: 'login', name: words.login, cell: ({ login }) => login },
    { key: 'name', name: words.name, cell: ({ name }) => name },
    {
      key: 'role',
      name: words.role,
      cell: ({ role, siteId }) => (siteId === null ? roles[role] : `${roles[role]} (${siteId})`),
    },
    { key: 'state', name: words.state, cell: ({ state }) => <span className={`state-${state}`}>{states[state]}</span> },
    {
      key: 'last',
      name: words.lastLogin,
      cell: ({ lastLoginAt }) => (lastLoginAt === null ? words.never : momentText(lastLoginAt, language)),
    },
  ];
}
