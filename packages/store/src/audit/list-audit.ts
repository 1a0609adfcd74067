import { type AuditEntryView, type AuditQuery, auditEntrySchema, type Page, storedInstantSchema } from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import { pageFrom, readCursor } from '../page-cursor.ts';
import type { Store } from '../store.ts';

const placeSchema = z.tuple([storedInstantSchema, z.string().regex(/^\d{1,18}$/)]);

/**
 * The audit trail, the newest first. An index holds the order for each filter, and for none; where several are named the one
 * that Postgres thinks the narrowest is walked. (`ORDER BY at` would sort by the text of that name, and all of it.)
 */
export async function listAudit({ prisma }: Store, query: AuditQuery): Promise<Page<AuditEntryView>> {
  const { limit, actor, action, subject, from, until, after } = query;
  const place = readCursor(placeSchema, after);
  const conditions = [
    ...(place === null ? [] : [Prisma.sql`(at, entry.id) < (${place[0]}::timestamptz, ${place[1]}::bigint)`]),
    ...(actor === undefined ? [] : [Prisma.sql`actor = ${actor}`]),
    ...(subject === undefined ? [] : [Prisma.sql`subject = ${subject}`]),
    ...(action === undefined ? [] : [actionIs(action)]),
    ...(from === undefined ? [] : [Prisma.sql`at >= ${from}::timestamptz`]),
    ...(until === undefined ? [] : [Prisma.sql`at < ${until}::timestamptz`]),
  ];
  const where = conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`;
  const rows: unknown = await prisma.$queryRaw`
    SELECT entry.id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
      actor, action, subject, details, position::float8
    FROM audit_entry entry LEFT JOIN audit_link ON entry_id = entry.id
    ${where} ORDER BY entry.at DESC, entry.id DESC LIMIT ${limit + 1}::int`;
  return pageFrom(z.array(auditEntrySchema).parse(rows), {
    limit,
    cursor: ({ at, id }) => [at, id],
    view: (entry) => entry,
  });
}

/** `window.move`, or everything of `window`. */
function actionIs(action: string): Prisma.Sql {
  return action.includes('.') ? Prisma.sql`action = ${action}` : Prisma.sql`starts_with(action, ${`${action}.`})`;
}
