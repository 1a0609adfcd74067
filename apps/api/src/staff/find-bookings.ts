import { findBookingsQuerySchema, koreanMobile, Problem, type StaffBookings } from '@sunbeon/core';
import { blindIndexOf } from '@sunbeon/crypto';
import { findBookings as find, noteAudit } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { STAFF } from './staff-actor.ts';

/**
 * `GET /v1/staff/bookings?number=|phone=&reason=`: the truth an agent on the phone can tell, the same as the person sees.
 * Every look-up is in the audit trail, with what was looked for (a phone as its keyed hash) and why.
 */
export const findBookings =
  ({ store, config }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { number, phone, reason } = findBookingsQuerySchema.parse(req.query);
    const search =
      number === undefined ? { phoneIndex: blindIndexOf(config.personSecret, mobileOf(phone)) } : { number };
    const found = await find(store, search);
    // Only what was found: in the place of a number, anything may have been typed.
    const subject = 'phoneIndex' in search ? search.phoneIndex : (found[0]?.number ?? 'unknown');
    const details = { reason, bookings: found.map(({ id }) => id) };
    await noteAudit(store, { actor: STAFF, action: 'booking.find', subject, details });
    const body: StaffBookings = { bookings: found.map(({ personKey: _pseudonym, ...booking }) => booking) };
    res.set('Cache-Control', 'no-store').json(body);
  };

function mobileOf(written = ''): string {
  const phone = koreanMobile(written);
  if (phone !== null) return phone;
  throw new Problem('invalid-request', { errors: [{ field: 'phone', message: 'a Korean mobile number' }] });
}
