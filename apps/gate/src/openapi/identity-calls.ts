import { z } from 'zod';
import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

/** Who somebody is. */
export const identityCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/v1/identity/providers',
    summary: 'Who can verify a person, each with its light',
    answers: [[200, 'The providers', named.providerList]],
    problems: [],
  },
  {
    method: 'get',
    path: '/v1/identity/login/{provider}',
    summary: 'Go to a provider and come back to a page of this site',
    request: {
      params: z.object({ provider: z.string() }),
      query: z.object({ returnTo: z.string().max(512).optional() }),
    },
    answers: [[303, 'To the provider']],
    problems: ['invalid-request', 'provider-unknown', 'provider-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/identity/callback',
    summary: 'Where the provider sends the browser back to; sets the session cookie',
    answers: [[303, 'To the page the login began on']],
    problems: ['login-failed', 'provider-unavailable'],
  },
  {
    method: 'get',
    path: '/v1/identity/me',
    summary: 'As much of the session as its owner needs to recognise it; renews a cookie in use',
    security: 'session',
    answers: [[200, 'The person', named.identity]],
    problems: ['login-required', 'session-invalid'],
  },
  {
    method: 'delete',
    path: '/v1/identity/session',
    summary: 'Forget the session in this browser; the place in line stays',
    answers: [[204, 'Forgotten']],
    problems: ['forbidden-origin'],
  },
  {
    method: 'post',
    path: '/v1/identity/sessions/end',
    summary: 'End every session of the person, in every browser, within a second or two; the place in line stays',
    security: 'session',
    answers: [[204, 'Ended']],
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
