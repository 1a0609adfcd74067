import { siteWeekSchema, staffSiteSchema } from '@sunbeon/core';
import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { whileAttended } from '../api/attended.ts';

/** The address of something of a site. */
export function sitePath(siteId: string, part = ''): string {
  return `/v1/staff/sites/${encodeURIComponent(siteId)}${part}`;
}

export const siteQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['site', siteId],
    queryFn: ({ signal }) => ask(staffSiteSchema, sitePath(siteId), { signal }),
  });

/** How often the week is looked at again while somebody looks at it. */
const WEEK_EVERY_MS = 15_000;

export const weekQuery = (siteId: string, from: string) =>
  queryOptions({
    queryKey: ['site', siteId, 'week', from],
    queryFn: ({ signal }) => ask(siteWeekSchema, sitePath(siteId, `/week?from=${from}`), { signal }),
    refetchInterval: whileAttended(WEEK_EVERY_MS),
  });
