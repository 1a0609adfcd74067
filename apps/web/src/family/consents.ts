import type { ConsentScope, ConsentView, MyConsents, RequestConsentBody } from '@sunbeon/core';
import { type Answer, ask } from '../gate/ask.ts';

/** What people do about a consent. Doing any of it twice is harmless. */
export type ConsentAction = 'ask' | 'give' | 'refuse' | 'end' | 'code' | 'check' | 'find';

const at = (consentId: string) => `/v1/consents/${encodeURIComponent(consentId)}`;

/** All consents of the visitor, in both directions. */
export function listConsents(): Promise<Answer<MyConsents>> {
  return ask<MyConsents>('/v1/consents');
}

export function askConsent(body: Omit<RequestConsentBody, 'scope' | 'days'>): Promise<Answer<ConsentView>> {
  return ask<ConsentView>('/v1/consents', { method: 'POST', body });
}

export function giveConsent(consentId: string, scope: readonly ConsentScope[]): Promise<Answer<ConsentView>> {
  return ask<ConsentView>(`${at(consentId)}/give`, { method: 'POST', body: { scope } });
}

export function refuseConsent(consentId: string): Promise<Answer<unknown>> {
  return ask<unknown>(`${at(consentId)}/refuse`, { method: 'POST', body: {} });
}

/** Either side ends it: a request is taken back, a consent withdrawn, at once. */
export function endConsent(consentId: string): Promise<Answer<unknown>> {
  return ask<unknown>(at(consentId), { method: 'DELETE' });
}

export function sendCode(consentId: string): Promise<Answer<unknown>> {
  return ask<unknown>(`${at(consentId)}/code`, { method: 'POST', body: {} });
}

export function checkCode(consentId: string, code: string): Promise<Answer<ConsentView>> {
  return ask<ConsentView>(`${at(consentId)}/code/check`, { method: 'POST', body: { code } });
}

export function findConsent(reference: string): Promise<Answer<ConsentView>> {
  return ask<ConsentView>('/v1/consents/find', { method: 'POST', body: { reference } });
}
