import { laidOutSchema, staffWindowViewSchema } from '@sunbeon/core';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { sitePath } from './site-queries.ts';

const windowsSchema = z.object({ windows: z.array(staffWindowViewSchema) });

/** Windows that slots can be laid out for, the one that opens last first. */
export const openWindowsQuery = queryOptions({
  queryKey: ['clinic', 'windows'],
  queryFn: async ({ signal }) => {
    const { windows } = await ask(windowsSchema, '/v1/staff/windows', { signal });
    return windows
      .filter(({ state }) => state !== 'closed')
      .toSorted((a, b) => Date.parse(b.opensAt) - Date.parse(a.opensAt));
  },
});

/** What is to be laid out. */
export interface Plan {
  readonly window: string;
  readonly from: string;
  readonly weeks: number;
  readonly openOnHolidays: boolean;
}

export function useForeseeing(siteId: string) {
  return useMutation({ mutationFn: (plan: Plan) => layOut(siteId, { ...plan, dryRun: true }) });
}

export function useLayingOut(siteId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (plan: Plan & { readonly unknownHolidays: boolean }) => layOut(siteId, { ...plan, dryRun: false }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['site', siteId, 'week'] }),
  });
}

function layOut(siteId: string, body: Plan & { readonly dryRun: boolean; readonly unknownHolidays?: boolean }) {
  return ask(laidOutSchema, sitePath(siteId, '/slots'), { method: 'POST', body });
}
