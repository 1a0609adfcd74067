import {
  bookingRequestSchema,
  idempotencyKeySchema,
  type ProblemCode,
  siteQuerySchema,
  slotQuerySchema,
  windowIdSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

const KEY_IS =
  'By draft-ietf-httpapi-idempotency-key-header: in double quotes, or bare. It belongs to the person and the window, and is ' +
  'remembered for an hour at least; the same key and body get the same answer, byte for byte.';
const bookingParams = z.object({ id: z.uuid() });
const acting = z.object({
  for: z.uuid().optional().meta({ description: 'The consent by which one acts for its beneficiary' }),
});
const jsonOf = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

const windowParams = z.object({ id: windowIdSchema });

const ofDrafts: readonly ProblemCode[] = [
  'login-required',
  'session-invalid',
  'consent-ended',
  'window-unknown',
  'too-many-requests',
  'line-unavailable',
];

/** What every change of a booking may be answered with. */
const ofChanges: readonly ProblemCode[] = [
  'login-required',
  'session-invalid',
  'forbidden-origin',
  'consent-ended',
  'consent-too-narrow',
  'booking-unknown',
  'too-many-requests',
  'overloaded',
  'unavailable',
];

/** Slots, booking requests and bookings. */
export const bookingCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/v1/sites',
    summary: 'Where there are sites, and how much was free there a moment ago',
    request: { query: siteQuerySchema },
    answers: [[200, 'The municipalities, with the age of the snapshot', named.municipalityList]],
    problems: ['invalid-request', 'window-unknown', 'line-unavailable', 'unavailable'],
  },
  {
    method: 'get',
    path: '/v1/slots',
    summary: 'What was free a moment ago',
    request: { query: slotQuerySchema },
    answers: [[200, 'The snapshot, with its age', named.slotList]],
    problems: ['invalid-request', 'window-unknown', 'line-unavailable', 'unavailable'],
  },
  {
    method: 'get',
    path: '/v1/windows/{id}/draft',
    summary: 'What the person has chosen so far, on whichever device',
    security: 'passOrSession',
    request: { params: windowParams },
    answers: [[200, 'The draft, its choices as they are now', named.bookingDraftView]],
    problems: [...ofDrafts, 'unavailable'],
  },
  {
    method: 'put',
    path: '/v1/windows/{id}/draft',
    summary: 'Keep for an hour what the person has chosen so far; ids only',
    security: 'passOrSession',
    request: { params: windowParams, body: jsonOf(named.bookingDraft) },
    answers: [[204, 'Kept, or forgotten when it holds nothing']],
    problems: [...ofDrafts, 'invalid-request', 'forbidden-origin', 'overloaded'],
  },
  {
    method: 'post',
    path: '/v1/bookings',
    summary: 'Ask for a booking; 202 means received, never booked',
    security: 'pass',
    request: {
      headers: z.object({ 'Idempotency-Key': idempotencyKeySchema.meta({ description: KEY_IS }) }),
      body: { required: true, content: { 'application/json': { schema: named.bookingBody } } },
    },
    answers: [[202, 'Received', named.bookingReceipt]],
    problems: [
      'invalid-request',
      'idempotency-key-missing',
      'pass-invalid',
      'consent-ended',
      'contact-not-yours',
      'request-in-flight',
      'idempotency-key-reused',
      'too-many-requests',
      'line-unavailable',
    ],
  },
  {
    method: 'get',
    path: '/v1/booking-requests/{id}',
    summary: 'How far a booking request has come',
    security: 'passOrSession',
    request: { params: z.object({ id: bookingRequestSchema.shape.requestId }), query: acting },
    answers: [[200, 'Received, confirmed or rejected', named.bookingRequest]],
    problems: ['login-required', 'session-invalid', 'consent-ended', 'request-unknown', 'line-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/bookings/me',
    summary: 'What is committed for the person, and how far each confirmation has come',
    security: 'session',
    request: { query: acting },
    answers: [[200, 'The bookings', named.myBookings]],
    problems: [
      'invalid-request',
      'login-required',
      'session-invalid',
      'consent-ended',
      'too-many-requests',
      'overloaded',
      'unavailable',
    ],
  },
  {
    method: 'delete',
    path: '/v1/bookings/{id}',
    summary: 'Cancel a booking, and the second dose with the first; again it is the same answer',
    security: 'session',
    request: { params: bookingParams, query: acting },
    answers: [[200, 'The booking as it is now', named.booking]],
    problems: [...ofChanges, 'booking-past'],
  },
  {
    method: 'post',
    path: '/v1/bookings/{id}/move',
    summary: 'Move a booking: the new slot is taken before the old one is given up, or nothing changes',
    security: 'session',
    request: { params: bookingParams, query: acting, body: jsonOf(named.moveBooking) },
    answers: [[200, 'The booking as it is now', named.booking]],
    problems: [
      ...ofChanges,
      'invalid-request',
      'booking-cancelled',
      'booking-past',
      'slot-full',
      'slot-unknown',
      'no-second-dose',
      'second-dose-too-early',
    ],
  },
  {
    method: 'post',
    path: '/v1/bookings/{id}/offer',
    summary: 'Take or decline the slot that is kept for someone whose slot was closed',
    security: 'session',
    request: { params: bookingParams, query: acting, body: jsonOf(named.settleOffer) },
    answers: [[200, 'The booking as it is now', named.booking]],
    problems: [...ofChanges, 'invalid-request', 'offer-unknown', 'offer-lapsed'],
  },
  {
    method: 'post',
    path: '/v1/bookings/{id}/resend',
    summary: 'Send the message about the booking again: once a minute, three times a day',
    security: 'session',
    request: { params: bookingParams, query: acting },
    answers: [[202, 'It will be sent']],
    problems: [...ofChanges, 'resend-limit'],
  },
];
