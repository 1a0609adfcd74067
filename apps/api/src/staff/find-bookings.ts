import { findBookingsQuerySchema, koreanMobile, Problem, type StaffBookings } from '@sunbeon/core';
import { blindIndexOf } from '@sunbeon/crypto';
import { findBookings as find, noteAudit } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

/**
 * `GET /v1/staff/bookings?number=|phone=&reason=`: the truth an agent on the phone can tell, the same as the person sees.
 * Every look-up is in the audit trail, with what was looked for (a phone as its keyed hash) and why.
 */
export const findBookings =
  ({ store, config }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { number, phone, reason } = findBookingsQuerySchema.parse(req.query);
    const mobile = number === undefined ? mobileOf(phone) : null;
    const search =
      mobile === null ? { number: number ?? '' } : { phoneIndex: blindIndexOf(config.personSecret, mobile) };
    const found = await find(store, search);
    // Of a number only what was found: anything may have been typed in its place. A phone has another hash here than in
    // bookings, so that the trail, which forgets nothing, leads nowhere once the bookings have been erased.
    const subject =
      mobile === null ? (found[0]?.number ?? 'unknown') : blindIndexOf(config.personSecret, mobile, 'audit');
    const details = { reason, bookings: found.map(({ id }) => id) };
    await noteAudit(store, { actor: actorOf(req), action: 'booking.find', subject, details });
    const body: StaffBookings = { bookings: found.map(({ personKey: _pseudonym, ...booking }) => booking) };
    res.set('Cache-Control', 'no-store').json(body);
  };

function mobileOf(written = ''): string {
  const phone = koreanMobile(written);
  if (phone !== null) return phone;
  throw new Problem('invalid-request', { errors: [{ field: 'phone', message: 'a Korean mobile number' }] });
}
