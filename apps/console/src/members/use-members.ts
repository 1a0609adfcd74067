import {
  type InviteMemberBody,
  invitedMemberSchema,
  type StaffAccount,
  type StaffRole,
  staffAccountSchema,
} from '@sunbeon/core';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';

const PATH = '/v1/staff/members';
const listSchema = z.object({ members: z.array(staffAccountSchema) });

/** Everybody who works here: few enough to be asked for at once. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }) => (await ask(listSchema, PATH, { signal })).members,
});

/** An account and its invitation, for whoever it is for. */
export function useInvite() {
  const settled = useRenewal();
  return useMutation({
    mutationFn: (body: InviteMemberBody) => ask(invitedMemberSchema, PATH, { method: 'POST', body }),
    ...settled,
  });
}

export function useReset({ id }: StaffAccount) {
  const settled = useRenewal();
  return useMutation({
    mutationFn: () => ask(invitedMemberSchema, `${pathOf(id)}/reset`, { method: 'POST', body: {} }),
    ...settled,
  });
}

export function useDisable({ id }: StaffAccount) {
  const settled = useRenewal();
  return useMutation({
    mutationFn: () => ask(staffAccountSchema, `${pathOf(id)}/disable`, { method: 'POST', body: {} }),
    ...settled,
  });
}

export interface RoleChange {
  readonly role: StaffRole;
  readonly siteId: string | null;
  readonly reason: string;
}

export function useChangeRole({ id }: StaffAccount) {
  const settled = useRenewal();
  return useMutation({
    mutationFn: (body: RoleChange) => ask(staffAccountSchema, `${pathOf(id)}/role`, { method: 'POST', body }),
    ...settled,
  });
}

export function sessionsPath({ id }: StaffAccount): string {
  return `${pathOf(id)}/sessions`;
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

/** What is shown of members and of their sessions is asked for anew. */
function useRenewal() {
  const queries = useQueryClient();
  return {
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: membersQuery.queryKey });
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  };
}
