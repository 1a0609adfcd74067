import type { Prisma } from '../generated/client.ts';

/** Until staff log in by name, whoever holds the staff key acts. */
const ACTOR = 'staff-key';

/** The audit entry of something done to a window. */
export function windowAudit(
  windowId: string,
  action: string,
  details: Prisma.InputJsonObject,
): Prisma.AuditEntryCreateInput {
  return { actor: ACTOR, action: `window.${action}`, subject: windowId, details };
}
