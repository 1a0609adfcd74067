import type { Actor } from '../bookings/actor.ts';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** Something staff did that changed no booking by itself. Nothing readable of a person. */
export interface Audited {
  readonly actor: Actor;
  /** E.g. `booking.find`. */
  readonly action: string;
  /** What it was done to: a booking number, the keyed hash of a phone. */
  readonly subject: string;
  readonly details: Prisma.InputJsonObject;
}

/** Puts one entry into the audit trail; await it before anything is shown. The verbs that change bookings write their own. */
export async function noteAudit({ prisma }: Store, { actor, action, subject, details }: Audited): Promise<void> {
  await prisma.auditEntry.create({
    data: { actor: actor.id, action, subject, details: { ...details, by: actor.kind } },
  });
}
