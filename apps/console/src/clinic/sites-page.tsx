import { type StaffSite, staffSiteSchema } from '@sunbeon/core';
import { pagesOf } from '../api/fetch-page.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { clinicWords } from './words.ts';

const fetchPage = pagesOf(staffSiteSchema, '/v1/staff/sites');

/** All clinics, to choose one. */
export function SitesPage() {
  const words = useWords(clinicWords);
  const columns: readonly Column<StaffSite>[] = [
    { key: 'name', name: words.name, cell: ({ name }) => name },
    { key: 'place', name: words.place, cell: ({ province, municipality }) => `${province} ${municipality}` },
    { key: 'type', name: words.type, cell: ({ type }) => type },
    { key: 'id', name: words.id, cell: ({ id }) => id },
    { key: 'state', name: words.state, cell: ({ closedAt }) => (closedAt === null ? words.running : words.closed) },
  ];
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <PagedTable
        caption={words.title}
        queryKey={['sites']}
        fetchPage={fetchPage}
        columns={columns}
        rowKey={({ id }) => id}
        search={words.search}
        urlOf={({ id }) => urls.site(id)}
      />
    </>
  );
}
