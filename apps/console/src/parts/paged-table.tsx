import type { ReactNode } from 'react';
import type { FetchPage } from '../api/fetch-page.ts';
import { useWords } from '../text/words.ts';
import { ProblemNote } from './problem-note.tsx';
import { Progress } from './progress.tsx';
import { SearchBox } from './search-box.tsx';
import { TableFoot } from './table-foot.tsx';
import { TablePlace } from './table-place.tsx';
import { type Column, type Opening, TableRows } from './table-rows.tsx';
import { usePages } from './use-pages.ts';
import { useSearch } from './use-search.ts';
import { partWords } from './words.ts';

export interface PagedTableProps<Row> extends Opening<Row> {
  /** What the list is of; read to who cannot see it. */
  readonly caption: string;
  /** Names the list and its filters among everything the page has asked for. */
  readonly queryKey: readonly unknown[];
  readonly fetchPage: FetchPage<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** What can be searched for; without it there is no search. */
  readonly search?: string;
  /** Shown beside the search: filters of the page's own. */
  readonly filters?: ReactNode;
  readonly empty?: string;
}

/**
 * A long list: asked for page by page and searched by the server, so that it is as fast with 100,000 rows as with ten.
 * `/` goes to the search, arrow keys from row to row, Enter opens one.
 */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { caption, queryKey, fetchPage, columns, rowKey, search: searchFor, filters, empty, ...opening } = props;
  const words = useWords(partWords);
  const opens = opening.urlOf !== undefined || opening.onOpen !== undefined;
  const search = useSearch(searchFor !== undefined);
  const pages = usePages(queryKey, fetchPage, search.asked);
  return (
    <div className="paged">
      {searchFor === undefined && filters === undefined ? null : (
        <div className="filters">
          {searchFor === undefined ? null : <SearchBox label={searchFor} search={search} opens={opens} />}
          {filters}
        </div>
      )}
      <ProblemNote problem={pages.problem} />
      <TablePlace caption={caption}>
        <thead>
          <tr>
            {columns.map(({ key, name, align }) => (
              <th key={key} scope="col" className={align === 'end' ? 'end' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <TableRows rows={pages.rows} columns={columns} rowKey={rowKey} {...opening} />
      </TablePlace>
      {pages.isLoading ? <Progress /> : null}
      {pages.isLoading || pages.problem !== null || pages.rows.length > 0 ? null : (
        <p className="nothing">{empty ?? words.nothing}</p>
      )}
      <TableFoot pages={pages} />
    </div>
  );
}
