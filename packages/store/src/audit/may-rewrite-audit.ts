import { z } from 'zod';
import type { Store } from '../store.ts';

const mayChangeSchema = z.tuple([z.object({ may: z.boolean() })]);

/** Whether the login of this store could change the audit trail, were it not for a trigger it could switch off. */
export async function mayRewriteAudit({ prisma }: Store): Promise<boolean> {
  const rows: unknown = await prisma.$queryRaw`
    SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE')
      OR has_table_privilege('audit_link', 'UPDATE, DELETE, TRUNCATE') AS may`;
  const [{ may }] = mayChangeSchema.parse(rows);
  return may;
}
