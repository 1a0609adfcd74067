import { type StaffSession, staffSessionSchema } from '@sunbeon/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';

const listSchema = z.object({ sessions: z.array(staffSessionSchema) });

/** Where somebody is logged in, by one of the two routes that tell, and how to end some of it. */
export function useSessions(path: string, login: string) {
  const queries = useQueryClient();
  const key = ['sessions', path];
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => ask(listSchema, path, { signal }) });
  const end = useMutation({
    mutationFn: async (sessions: readonly StaffSession[]) => {
      for (const { id } of sessions)
        await ask(z.void(), `/v1/staff/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
      return sessions.length;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  // An admin is told of everybody's by the route that tells others of their own.
  return { sessions: list.data?.sessions.filter((session) => session.login === login), problem: list.error, end };
}
