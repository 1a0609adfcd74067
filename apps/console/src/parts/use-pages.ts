import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { FetchPage } from '../api/fetch-page.ts';

/** Rows kept on one page at most; whoever needs more searches. */
const MAX_ROWS = 2_000;

/** What has been loaded of a list. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly problem: Error | null;
  readonly hasMore: boolean;
  /** Whether no more than is shown can be shown. */
  readonly isFull: boolean;
  readonly isLoading: boolean;
  readonly isFetching: boolean;
  readonly loadMore: () => void;
}

const NO_PAGE: string | null = null;

/** The pages of a list loaded so far; those shown stay until what was searched for is there. */
export function usePages<Row>(key: readonly unknown[], fetchPage: FetchPage<Row>, search: string): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey: [...key, { search }],
    queryFn: ({ pageParam, signal }) => fetchPage({ after: pageParam, search, signal }),
    initialPageParam: NO_PAGE,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // All its pages would be asked for again, one after the other.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFull = rows.length >= MAX_ROWS;
  return {
    rows,
    problem: query.error,
    hasMore: query.hasNextPage,
    isFull,
    isLoading: query.isLoading,
    isFetching: query.isFetchingNextPage,
    loadMore: () => {
      if (!isFull && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
