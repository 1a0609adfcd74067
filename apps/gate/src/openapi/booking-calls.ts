import { bookingRequestSchema, idempotencyKeySchema, siteQuerySchema, slotQuerySchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

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
    method: 'post',
    path: '/v1/bookings',
    summary: 'Ask for a booking; 202 means received, never booked',
    security: 'pass',
    request: {
      headers: z.object({ 'Idempotency-Key': idempotencyKeySchema }),
      body: { required: true, content: { 'application/json': { schema: named.bookingBody } } },
    },
    answers: [[202, 'Received', named.bookingReceipt]],
    problems: [
      'invalid-request',
      'idempotency-key-missing',
      'pass-invalid',
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
    request: { params: z.object({ id: bookingRequestSchema.shape.requestId }) },
    answers: [[200, 'Received, confirmed or rejected', named.bookingRequest]],
    problems: ['login-required', 'session-invalid', 'request-unknown', 'line-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/bookings/me',
    summary: 'What is committed for the person, and how far each confirmation has come',
    security: 'session',
    answers: [[200, 'The bookings', named.myBookings]],
    problems: ['login-required', 'session-invalid', 'too-many-requests', 'overloaded', 'unavailable'],
  },
];
