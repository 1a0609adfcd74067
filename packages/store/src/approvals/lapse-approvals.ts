import type { Store } from '../store.ts';

/** Requests ended by one call at most. */
const MOST_LAPSED = 100;

/** Ends requests nobody decided in time, each with its entry in the audit trail, and says how many. */
export async function lapseApprovals({ prisma }: Store): Promise<number> {
  return prisma.$executeRaw`
    WITH lapsed AS (
      UPDATE approval SET state = 'lapsed', decided_at = clock_timestamp()
      WHERE id IN (
        SELECT id FROM approval WHERE state = 'awaiting' AND expires_at <= clock_timestamp()
        ORDER BY expires_at LIMIT ${MOST_LAPSED}::int FOR UPDATE SKIP LOCKED
      )
      RETURNING id, action, subject, asked_by
    )
    INSERT INTO audit_entry (actor, action, subject, details)
    SELECT 'system', 'approval.lapse', subject,
      jsonb_build_object('approval', id, 'asks', action, 'askedBy', asked_by, 'by', 'system')
    FROM lapsed`;
}
