import { type ApprovalView, approvalPageSchema, approvalViewSchema } from '@sunbeon/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { ask } from '../api/ask.ts';
import { isAttended } from '../api/attended.ts';
import { ConsoleProblem } from '../api/console-problem.ts';
import { urls } from '../urls.ts';

const PATH = '/v1/staff/approvals';
const KEY = ['approvals'] as const;
/** How soon a new request is noticed. */
const LOOK_EVERY_MS = 10_000;
const MOST_WAITING = 200;

type WaitingApprovals = z.infer<typeof approvalPageSchema>;

/** What waits for a decision, and how much of it for the one who looks; looked at again while somebody is there. */
export function useWaiting() {
  const queries = useQueryClient();
  const queryKey = [...KEY, 'waiting'];
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = queries.getQueryData<WaitingApprovals>(queryKey);
      if (known !== undefined && !isAttended()) return known;
      return ask(approvalPageSchema, `${PATH}?state=awaiting&limit=${MOST_WAITING}`, { signal });
    },
    refetchInterval: LOOK_EVERY_MS,
  });
}

export function useApproval(id: string) {
  return useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => ask(approvalViewSchema, pathOf(id), { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'awaiting' && isAttended() ? LOOK_EVERY_MS : false),
  });
}

export const approvalsKey = [...KEY, 'list'] as const;
export const approvalsPath = PATH;

export type Decision = 'approve' | 'refuse' | 'withdraw';

/** What is said of a request that has ended: its own page shows how. */
const HAS_ENDED: ReadonlySet<string> = new Set(['approval-stale', 'approval-settled']);

/** Decides a request, and leads to what came of it; everything that is shown of requests is asked for anew. */
export function useDecide({ id }: ApprovalView) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ decision, reason }: { readonly decision: Decision; readonly reason: string }) =>
      ask(approvalViewSchema, `${pathOf(id)}/${decision}`, { method: 'POST', body: reason === '' ? {} : { reason } }),
    onSettled: async (_done, problem) => {
      const isOver = problem === null || (problem instanceof ConsoleProblem && HAS_ENDED.has(problem.code));
      if (isOver) await navigate(urls.approval(id));
      await queries.invalidateQueries({ queryKey: KEY });
    },
  });
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
