import { type AuditVerdict, auditHeadSchema, auditVerdictSchema, CHAIN_START, type ChainMark } from '@sunbeon/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';

export const auditPath = '/v1/staff/audit';
export const auditKey = ['audit'] as const;

/** The end of the chain as it is now. */
export function useHead() {
  return useQuery({
    queryKey: [...auditKey, 'head'],
    queryFn: ({ signal }) => ask(auditHeadSchema, `${auditPath}/head`, { signal }),
  });
}

/** Has the whole chain recomputed, some thousand entries at a time, and tells how far it has come. */
export function useVerify() {
  const [reached, setReached] = useState<Pick<AuditVerdict, 'reached' | 'entries'> | null>(null);
  const verify = useMutation({
    mutationFn: async (kept: ChainMark | null) => {
      setReached(null);
      let from: ChainMark = CHAIN_START;
      for (;;) {
        const body = { from, kept };
        const verdict = await ask(auditVerdictSchema, `${auditPath}/verify`, { method: 'POST', body });
        setReached(verdict);
        if (verdict.done) return verdict;
        from = verdict.reached;
      }
    },
  });
  return { verify, reached };
}
