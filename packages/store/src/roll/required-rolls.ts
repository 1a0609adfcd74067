import { z } from 'zod';
import type { Store } from '../store.ts';

/** An import nobody has gone on with for this long does not keep a roll from being complete. */
const ABANDONED_AFTER = '10 minutes';

/** The roll of a campaign of which some window requires it. */
export interface RequiredRoll {
  readonly campaignId: string;
  /** Differs when somebody was added. */
  readonly version: string;
  /** Whether a file has been read to its end, and none is being read. */
  readonly isComplete: boolean;
}

const rowsSchema = z.array(z.object({ campaign_id: z.string(), added: z.string(), is_complete: z.boolean() }));

/** The rolls that windows require which close after an instant, in order of their campaigns. */
export async function requiredRolls({ prisma }: Store, closingAfter: Date): Promise<RequiredRoll[]> {
  const rows = rowsSchema.parse(
    await prisma.$queryRaw`
      SELECT campaign_id, coalesce(sum(added), 0)::text AS added,
        coalesce(bool_or(roll_import.state = 'done'), false)
          AND NOT coalesce(bool_or(roll_import.state = 'running'
            AND roll_import.updated_at > clock_timestamp() - ${ABANDONED_AFTER}::interval), false) AS is_complete
      FROM (SELECT DISTINCT campaign_id FROM booking_window WHERE requires_roll AND closes_at > ${closingAfter}) AS required
      LEFT JOIN roll_import USING (campaign_id)
      GROUP BY campaign_id ORDER BY campaign_id`,
  );
  return rows.map((row) => ({ campaignId: row.campaign_id, version: row.added, isComplete: row.is_complete }));
}
