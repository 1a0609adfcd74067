import type { Actor } from '../bookings/actor.ts';
import type { Prisma } from '../generated/client.ts';

/** The audit entry of something done to a window. */
export function windowAudit(
  actor: Actor,
  windowId: string,
  action: string,
  details: Prisma.InputJsonObject,
): Prisma.AuditEntryCreateInput {
  return { actor: actor.id, action: `window.${action}`, subject: windowId, details: { ...details, by: actor.kind } };
}
