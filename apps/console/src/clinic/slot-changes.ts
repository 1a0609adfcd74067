import { reducedSlotSchema, slotCapacitySchema, slotsClosedSchema } from '@sunbeon/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';

/** A capacity that is wanted, and why. */
export interface WantedCapacity {
  readonly capacity: number;
  readonly reason: string;
}

const slotPath = (slotId: string, part: string) => `/v1/staff/slots/${encodeURIComponent(slotId)}/${part}`;

export function useCapacity(siteId: string, slotId: string) {
  const renewal = useRenewal(siteId);
  return useMutation({
    mutationFn: (body: WantedCapacity) =>
      ask(slotCapacitySchema, slotPath(slotId, 'capacity'), { method: 'PUT', body }),
    ...renewal,
  });
}

/** Who would be displaced, and what each would be offered: looked at anew whenever somebody is about to decide. */
export function useForeseen(slotId: string, wanted: WantedCapacity) {
  return useQuery({
    queryKey: ['slot', slotId, 'reduce', wanted.capacity],
    queryFn: ({ signal }) =>
      ask(reducedSlotSchema, slotPath(slotId, 'reduce'), { method: 'POST', body: { ...wanted, dryRun: true }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useReduce(siteId: string, slotId: string) {
  const renewal = useRenewal(siteId);
  return useMutation({
    mutationFn: (wanted: WantedCapacity) =>
      ask(reducedSlotSchema, slotPath(slotId, 'reduce'), { method: 'POST', body: wanted }),
    ...renewal,
  });
}

export function useClosing(siteId: string, slots: readonly string[]) {
  const renewal = useRenewal(siteId);
  return useMutation({
    mutationFn: (reason: string) =>
      ask(slotsClosedSchema, '/v1/staff/slots/close', { method: 'POST', body: { slots, reason } }),
    ...renewal,
  });
}

/** What is shown of the site is asked for anew. */
function useRenewal(siteId: string) {
  const queries = useQueryClient();
  return { onSettled: () => queries.invalidateQueries({ queryKey: ['site', siteId] }) };
}
