import {
  addDays,
  type DayBooking,
  type DayList,
  dayListDaySchema,
  instantInSeoul,
  MAX_DAY_BOOKINGS,
  Problem,
} from '@sunbeon/core';
import { openContact, SealedContactError } from '@sunbeon/crypto';
import { dayBookings, findSite, noteAudit, type SealedDayBooking } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { siteIdOf } from './own-site.ts';

/** Names opened at the same time. */
const AT_A_TIME = 100;

/**
 * Who is booked at the site of the path on its day, with their names: opened here and for this list alone, after the trail
 * says who looked, at which day and how many.
 * @param shown how it is shown, for the trail
 * @throws {Problem} `site-not-yours`; `site-unknown`; `invalid-request` for what is no day
 */
export async function readDay(
  context: ApiContext,
  req: Request,
  shown: { readonly as: 'list' | 'file'; readonly reason?: string },
): Promise<DayList> {
  const siteId = siteIdOf(req);
  const day = dayListDaySchema.safeParse(req.params['day']);
  if (!day.success) throw new Problem('invalid-request', { errors: [{ field: 'day', message: 'a day, YYYY-MM-DD' }] });
  const [from, until] = [instantInSeoul(day.data, '00:00'), instantInSeoul(addDays(day.data, 1), '00:00')];
  const [site, sealed] = await Promise.all([
    findSite(context.store, siteId),
    dayBookings(context.store, { siteId, from, until }),
  ]);
  const details = { day: day.data, bookings: sealed.length, ...shown };
  await noteAudit(context.store, { actor: actorOf(req), action: 'site.day-list', subject: siteId, details });
  const bookings: DayBooking[] = [];
  for (let at = 0; at < sealed.length; at += AT_A_TIME) {
    bookings.push(...(await Promise.all(sealed.slice(at, at + AT_A_TIME).map((one) => opened(context, one)))));
  }
  bookings.sort(byTimeAndName);
  return { site, day: day.data, bookings, complete: sealed.length < MAX_DAY_BOOKINGS };
}

function byTimeAndName(a: DayBooking, b: DayBooking): number {
  return Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.name ?? '').localeCompare(b.name ?? '', 'ko');
}

async function opened({ config, logger }: ApiContext, sealed: SealedDayBooking): Promise<DayBooking> {
  const { personKey, sealedContact, ...booking } = sealed;
  if (sealedContact === '') return { ...booking, name: null };
  try {
    const { name } = await openContact(config.sealingKeys, sealedContact, personKey);
    return { ...booking, name };
  } catch (error) {
    if (!(error instanceof SealedContactError)) throw error;
    logger.error({ reason: error.message, bookingId: booking.bookingId }, 'the contact of a booking cannot be opened');
    return { ...booking, name: null };
  }
}
