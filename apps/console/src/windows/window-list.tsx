import type { StaffWindowView } from '@sunbeon/core';
import { useQueryClient } from '@tanstack/react-query';
import type { FetchPage } from '../api/fetch-page.ts';
import { PagedTable } from '../parts/paged-table.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { momentText } from '../text/moments.ts';
import { windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { cohortText } from './cohort-text.ts';
import { windowsQuery } from './use-windows.ts';
import { windowWords } from './words.ts';

/** Every window in a table, the one that opens last at the top. */
export function WindowList() {
  const words = useWords(windowWords);
  const columns = useColumns();
  const fetchPage = useFetchPage();
  return (
    <PagedTable
      caption={words.title}
      queryKey={[...windowsQuery.queryKey, 'list']}
      fetchPage={fetchPage}
      columns={columns}
      rowKey={({ id }) => id}
      search={words.search}
      urlOf={({ id }) => urls.window(id)}
    />
  );
}

/** All of them are at hand, and are searched here. */
function useFetchPage(): FetchPage<StaffWindowView> {
  const queries = useQueryClient();
  return async ({ search }) => {
    const wanted = search.toLowerCase();
    const windows = await queries.fetchQuery(windowsQuery);
    const rows = windows.filter(({ id, title, campaignId }) =>
      [id, title, campaignId].some((text) => text.toLowerCase().includes(wanted)),
    );
    return { rows: rows.toReversed(), next: null };
  };
}

function useColumns(): readonly Column<StaffWindowView>[] {
  const words = useWords(windowWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  return [
    { key: 'name', name: words.name, cell: ({ title }) => title },
    {
      key: 'state',
      name: words.state,
      cell: ({ state }) => <span className={`window-state state-of-${state}`}>{states[state]}</span>,
    },
    { key: 'cohort', name: words.cohort, cell: ({ cohort }) => cohortText(cohort, language) },
    { key: 'opens', name: words.opens, cell: ({ opensAt }) => momentText(opensAt, language) },
    { key: 'closes', name: words.closes, cell: ({ closesAt }) => momentText(closesAt, language) },
    { key: 'campaign', name: words.campaign, cell: ({ campaignId }) => campaignId },
  ];
}
