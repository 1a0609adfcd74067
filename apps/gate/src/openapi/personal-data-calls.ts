import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

/** What is kept about somebody. */
export const personalDataCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/v1/me/data',
    summary: 'Everything that is stored about the person, and who did what to it',
    security: 'session',
    answers: [[200, 'What is kept', named.myData]],
    problems: ['login-required', 'session-invalid', 'too-many-requests', 'overloaded', 'unavailable'],
  },
  {
    method: 'post',
    path: '/v1/me/erasure',
    summary: 'Be forgotten: at once by campaigns that are over, by the others as soon as they are',
    security: 'session',
    answers: [[200, 'What was forgotten and what waits', named.erasureAnswer]],
    problems: [
      'login-required',
      'session-invalid',
      'forbidden-origin',
      'too-many-requests',
      'overloaded',
      'unavailable',
    ],
  },
  {
    method: 'delete',
    path: '/v1/me/erasure',
    summary: 'Take back the wish to be forgotten by campaigns that are not over',
    security: 'session',
    answers: [[204, 'Taken back']],
    problems: [
      'login-required',
      'session-invalid',
      'forbidden-origin',
      'too-many-requests',
      'overloaded',
      'unavailable',
    ],
  },
];
