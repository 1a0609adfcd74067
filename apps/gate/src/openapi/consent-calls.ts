import type { ProblemCode } from '@sunbeon/core';
import { z } from 'zod';
import type { Call } from './describe-call.ts';
import { named } from './schemas.ts';

const consentParams = z.object({ id: z.uuid() });
const jsonOf = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

/** What every call about consents may be answered with. */
const ofAll: readonly ProblemCode[] = [
  'login-required',
  'session-invalid',
  'too-many-requests',
  'overloaded',
  'unavailable',
];
const ofChanges: readonly ProblemCode[] = [...ofAll, 'forbidden-origin', 'consent-unknown'];
/** What may keep a consent from being given. */
const ofGiving: readonly ProblemCode[] = [
  'consent-settled',
  'consent-self',
  'consent-circular',
  'too-many-beneficiaries',
];

/** Acting for somebody else. No answer tells who is on a roll. */
export const consentCalls: readonly Call[] = [
  {
    method: 'post',
    path: '/v1/consents',
    summary: 'Ask to act for somebody; the answer is the same whether they are on a roll or not',
    security: 'session',
    request: { body: jsonOf(named.requestConsent) },
    answers: [[201, 'Asked', named.consent]],
    problems: [...ofAll, 'forbidden-origin', 'invalid-request', 'consent-self', 'too-many-beneficiaries', 'code-limit'],
  },
  {
    method: 'get',
    path: '/v1/consents',
    summary: 'For whom the person may act, who may act for them, and what was asked of them',
    security: 'session',
    answers: [[200, 'Both sides', named.myConsents]],
    problems: ofAll,
  },
  {
    method: 'post',
    path: '/v1/consents/find',
    summary: 'Find what was asked of the person by the reference that is read out to them',
    security: 'session',
    request: { body: jsonOf(named.findConsent) },
    answers: [[200, 'What was asked', named.consent]],
    problems: [...ofChanges, 'invalid-request'],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/code',
    summary: 'Send another code, to the phone on the roll if that is the one that was typed; once a minute',
    security: 'session',
    request: { params: consentParams },
    answers: [[202, 'Taken in; whether there is anybody to send it to is not told']],
    problems: [...ofChanges, 'consent-settled', 'code-limit'],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/code/check',
    summary: 'Enter the code the beneficiary has read out, in the session it was asked for in',
    security: 'session',
    request: { params: consentParams, body: jsonOf(named.checkCode) },
    answers: [[200, 'The consent, given', named.consent]],
    problems: [...ofChanges, 'invalid-request', 'code-wrong', 'code-expired', ...ofGiving],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/give',
    summary: 'Give what was asked, or less of it, or for shorter; again it is the same answer',
    security: 'session',
    request: { params: consentParams, body: jsonOf(named.giveConsent) },
    answers: [[200, 'The consent, given', named.consent]],
    problems: [...ofChanges, 'invalid-request', ...ofGiving],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/refuse',
    summary: 'Refuse what was asked',
    security: 'session',
    request: { params: consentParams },
    answers: [[200, 'The request, refused', named.consent]],
    problems: [...ofChanges, 'consent-settled'],
  },
  {
    method: 'delete',
    path: '/v1/consents/{id}',
    summary: 'End a consent or take back a request, by either side, from this moment on; what was booked stays',
    security: 'session',
    request: { params: consentParams },
    answers: [[200, 'As it ended', named.consent]],
    problems: ofChanges,
  },
];
