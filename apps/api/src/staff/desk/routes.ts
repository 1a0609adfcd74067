import { ON_THE_PHONE, type StaffRoute } from '../staff-route.ts';
import { findCaller } from './find-caller.ts';
import { resendForCaller } from './resend-for-caller.ts';
import { settleOfferForCaller } from './settle-offer-for-caller.ts';

/** What agents do with somebody on the phone, besides booking. */
export const deskRoutes: readonly StaffRoute[] = [
  { method: 'post', path: '/v1/staff/callers/find', roles: ON_THE_PHONE, handle: findCaller },
  { method: 'post', path: '/v1/staff/bookings/:id/resend', roles: ON_THE_PHONE, handle: resendForCaller },
  { method: 'post', path: '/v1/staff/bookings/:id/offer', roles: ON_THE_PHONE, handle: settleOfferForCaller },
];
