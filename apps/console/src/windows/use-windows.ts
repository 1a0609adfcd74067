import {
  approvalViewSchema,
  type CreateWindowBody,
  checklistSchema,
  coverageSchema,
  type GenerateSlotsBody,
  type RotationBody,
  rotationSchema,
  type StaffWindowView,
  slotsMadeSchema,
  staffWindowViewSchema,
} from '@sunbeon/core';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { whileAttended } from '../api/attended.ts';

const PATH = '/v1/staff/windows';
/** A window's state changes by itself, at its opening. */
const AGAIN_MS = 15_000;
const listSchema = z.object({ windows: z.array(staffWindowViewSchema) });

/** Every window and draft: few enough to be asked for at once. */
export const windowsQuery = queryOptions({
  queryKey: ['windows'],
  queryFn: async ({ signal }) => (await ask(listSchema, PATH, { signal })).windows,
  refetchInterval: whileAttended(AGAIN_MS),
});

export function windowQuery(id: string) {
  return queryOptions({
    queryKey: [...windowsQuery.queryKey, 'one', id],
    queryFn: ({ signal }) => ask(staffWindowViewSchema, pathOf(id), { signal }),
    refetchInterval: whileAttended(AGAIN_MS),
  });
}

export function checklistQuery(id: string) {
  return queryOptions({
    queryKey: [...windowsQuery.queryKey, 'one', id, 'checklist'],
    queryFn: async ({ signal }) => (await ask(checklistSchema, `${pathOf(id)}/checklist`, { signal })).items,
    refetchInterval: whileAttended(AGAIN_MS),
  });
}

/** A window that is only thought of: who could book twice with it, and whom no window would be for. */
export type Candidate = Pick<StaffWindowView, 'id' | 'campaignId' | 'cohort' | 'opensAt' | 'closesAt'>;

export function coverageQuery(candidate: Candidate | null) {
  return queryOptions({
    queryKey: ['coverage', candidate],
    queryFn: ({ signal }) => {
      const body = { windows: candidate === null ? [] : [asked(candidate)] };
      return ask(coverageSchema, `${PATH}/coverage`, { method: 'POST', body, signal });
    },
    enabled: candidate !== null,
    placeholderData: keepPreviousData,
  });
}

/** A window that exists says more than is asked about. */
function asked({ id, campaignId, cohort, opensAt, closesAt }: Candidate): Candidate {
  return { id, campaignId, cohort, opensAt, closesAt };
}

/** What a rotation would make. */
export function rotationQuery(body: RotationBody | null) {
  return queryOptions({
    queryKey: ['rotation', body],
    queryFn: ({ signal }) =>
      ask(rotationSchema, '/v1/staff/rotations', { method: 'POST', body: { ...body, dryRun: true }, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  });
}

/** @param id of the draft that is written anew; `null` for a new one */
export function useSaveDraft(id: string | null) {
  const renewed = useRenewal();
  return useMutation({
    mutationFn: (body: CreateWindowBody) =>
      ask(staffWindowViewSchema, id === null ? PATH : pathOf(id), { method: id === null ? 'POST' : 'PUT', body }),
    ...renewed,
  });
}

export function useRemoveDraft(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => ask(z.void(), pathOf(id), { method: 'DELETE' }),
    // The draft itself is not asked for again: it is gone.
    onSuccess: () => queries.invalidateQueries({ queryKey: windowsQuery.queryKey, exact: true }),
  });
}

export function useSchedule(id: string) {
  const renewed = useRenewal();
  return useMutation({
    mutationFn: (accept: readonly string[]) =>
      ask(staffWindowViewSchema, `${pathOf(id)}/schedule`, { method: 'POST', body: { accept } }),
    ...renewed,
  });
}

export interface Move {
  readonly opensAt: string;
  readonly reason: string;
}

/** Answers the window as it is now, or the request that waits for a second person. */
export function useMove(id: string) {
  const renewed = useRenewal();
  return useMutation({
    mutationFn: (body: Move) =>
      ask(z.union([approvalViewSchema, staffWindowViewSchema]), `${pathOf(id)}/move`, { method: 'POST', body }),
    ...renewed,
  });
}

export function useLayOutSlots(id: string) {
  const renewed = useRenewal();
  return useMutation({
    mutationFn: (body: Omit<GenerateSlotsBody, 'product'>) =>
      ask(slotsMadeSchema, `${pathOf(id)}/slots`, { method: 'POST', body }),
    ...renewed,
  });
}

export function useRotation() {
  const renewed = useRenewal();
  return useMutation({
    mutationFn: (body: RotationBody) => ask(rotationSchema, '/v1/staff/rotations', { method: 'POST', body }),
    ...renewed,
  });
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

/** What is shown of windows is asked for anew. */
function useRenewal() {
  const queries = useQueryClient();
  return { onSettled: () => queries.invalidateQueries({ queryKey: windowsQuery.queryKey }) };
}
