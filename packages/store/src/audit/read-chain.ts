import { z } from 'zod';
import type { Store } from '../store.ts';
import { type ChainRow, chainRowSchema } from './chain-row.ts';

/**
 * The links behind `position`, `limit` at most, each with its entry as it is now. One index range of links, and each entry
 * by its primary key.
 */
export async function readChain({ pool }: Store, position: number, limit: number): Promise<ChainRow[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT position::float8 AS position, entry_id::text AS "entryId", encode(hash, 'hex') AS hash,
       CASE WHEN entry.id IS NOT NULL THEN json_build_object(
         'id', entry.id::text, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'actor', actor, 'action', action, 'subject', subject, 'details', details::text) END AS entry
     FROM audit_link LEFT JOIN audit_entry entry ON entry.id = entry_id
     WHERE position > $1 ORDER BY position LIMIT $2`,
    [position, limit],
  );
  return z.array(chainRowSchema).parse(rows);
}
