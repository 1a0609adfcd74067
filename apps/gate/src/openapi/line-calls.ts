import { windowIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

const windowParams = z.object({ id: windowIdSchema });

/** Windows, the place in line, and the right to book. */
export const lineCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/v1/windows',
    summary: 'Every published window, the earliest opening first',
    answers: [[200, 'The windows', named.windowList]],
    problems: ['line-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/windows/{id}/status',
    summary: 'The line of a window: the same for everyone, cacheable for a second',
    request: { params: windowParams },
    answers: [
      [200, 'The status', named.windowStatus],
      [304, 'Unchanged since the `ETag` in `If-None-Match`'],
    ],
    problems: ['window-unknown', 'line-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/windows/{id}/draw',
    summary: 'All that is public of a draw: the commitment, the seed from the opening on, the entries after the close',
    request: { params: windowParams },
    answers: [[200, 'What is public by now', named.draw]],
    problems: ['not-found', 'window-unknown', 'line-unavailable', 'unavailable'],
  },
  {
    method: 'get',
    path: '/v1/windows/{id}/statistics',
    summary:
      'How the night goes: waiting, called and booked per minute, doses left, and how well the waits were foretold',
    request: { params: windowParams },
    answers: [[200, 'The figures', named.windowStatistics]],
    problems: ['window-unknown', 'line-unavailable'],
  },
  {
    method: 'post',
    path: '/v1/windows/{id}/tickets',
    summary:
      'Take a number, or a place in the lobby of a draw, for oneself or for whom one acts; asking again gives the same one',
    security: 'session',
    request: { params: windowParams, body: { content: { 'application/json': { schema: named.joinBody } } } },
    answers: [
      [201, 'A number, given now', named.ticketGrant],
      [200, 'The number the person has already', named.ticketGrant],
    ],
    problems: [
      'invalid-request',
      'login-required',
      'session-invalid',
      'window-unknown',
      'not-eligible',
      'consent-ended',
      'window-not-open',
      'forbidden-origin',
      'window-closed',
      'too-many-requests',
      'line-unavailable',
      'overloaded',
      'unavailable',
    ],
  },
  {
    method: 'get',
    path: '/v1/tickets/me',
    summary: 'Where the ticket stands',
    security: 'ticket',
    answers: [[200, 'The standing', named.ticketStanding]],
    problems: ['ticket-invalid', 'line-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/tickets/me/turn-text',
    summary: 'Whether the person is told by text when their number is called',
    security: 'ticket',
    answers: [[200, 'Whether they are', named.turnText]],
    problems: ['ticket-invalid', 'consent-ended', 'not-called', 'too-many-requests', 'line-unavailable'],
  },
  {
    method: 'put',
    path: '/v1/tickets/me/turn-text',
    summary: 'Be told by text, at the phone of the ticket, when the number has been called and nobody has come',
    security: 'ticket',
    answers: [[204, 'Noted']],
    problems: ['ticket-invalid', 'consent-ended', 'not-called', 'too-many-requests', 'overloaded', 'line-unavailable'],
  },
  {
    method: 'delete',
    path: '/v1/tickets/me/turn-text',
    summary: 'Be told by no text',
    security: 'ticket',
    answers: [[204, 'Taken back']],
    problems: ['ticket-invalid', 'consent-ended', 'not-called', 'too-many-requests', 'line-unavailable'],
  },
  {
    method: 'post',
    path: '/v1/admissions',
    summary: 'Go in when the number is called; asking again gives the same seat',
    security: 'ticket',
    answers: [[201, 'The pass to book with', named.admissionGrant]],
    problems: [
      'ticket-invalid',
      'consent-ended',
      'not-called',
      'already-finished',
      'window-not-open',
      'window-closed',
      'window-unknown',
      'too-many-requests',
      'line-unavailable',
    ],
  },
];
