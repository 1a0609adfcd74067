import { formatInSeoul, instantInSeoul, Problem, type Visit, type VisitView, visits } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';

const visitOf = z.enum(visits).nullable();

/**
 * Notes whether somebody came, or takes it back with `null`; on record with what was noted before. That they came can be
 * said from the day of their appointment on, that they did not once its time has come. Noted already: nothing changes.
 * @throws {Problem} `booking-unknown`; `visit-not-possible` with the reason
 */
export async function noteVisit(
  { prisma }: Store,
  { bookingId, visit, actor }: { readonly bookingId: string; readonly visit: Visit | null; readonly actor: Actor },
): Promise<VisitView> {
  if (!z.uuid().safeParse(bookingId).success) throw new Problem('booking-unknown');
  return prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT FROM booking WHERE id = ${bookingId}::uuid FOR NO KEY UPDATE`;
    const booking = await transaction.booking.findUnique({ where: { id: bookingId }, include: { slot: true } });
    if (booking === null) throw new Problem('booking-unknown');
    const before = { visit: visitOf.parse(booking.visit), visitedAt: booking.visitedAt?.toISOString() ?? null };
    if (before.visit === visit) return { bookingId, ...before };
    const now = new Date();
    assertPossible(visit, booking.state, booking.slot.startsAt, now);
    const visitedAt = visit === null ? null : now;
    await transaction.booking.update({ where: { id: bookingId }, data: { visit, visitedAt } });
    const details = { number: booking.number, before: { visit: before.visit }, after: { visit }, by: actor.kind };
    await transaction.auditEntry.create({
      data: { actor: actor.id, action: 'booking.visit', subject: bookingId, details },
    });
    return { bookingId, visit, visitedAt: visitedAt?.toISOString() ?? null };
  });
}

function assertPossible(visit: Visit | null, state: string, startsAt: Date, now: Date): void {
  if (state !== 'confirmed') throw new Problem('visit-not-possible', { reason: 'not confirmed' });
  const dayBegins = instantInSeoul(formatInSeoul(startsAt, 'yyyy-MM-dd'), '00:00');
  if (visit === 'arrived' && now < dayBegins) throw new Problem('visit-not-possible', { reason: 'before its day' });
  if (visit === 'no-show' && now < startsAt) throw new Problem('visit-not-possible', { reason: 'before its time' });
}
