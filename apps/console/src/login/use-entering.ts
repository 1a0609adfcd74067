import { staffLoginAnswerSchema } from '@sunbeon/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ask } from '../api/ask.ts';
import { meQuery } from '../api/me.ts';

/**
 * Comes in by a route that answers as a login does, and goes on to a page.
 * @param to where to go then
 */
export function useEntering<Body>(path: string, to: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Body) => ask(staffLoginAnswerSchema, path, { method: 'POST', body }),
    onSuccess: async ({ member }) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, member);
      await navigate(to, { replace: true });
    },
  });
}
