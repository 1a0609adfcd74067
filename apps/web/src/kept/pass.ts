import type { AdmissionGrant } from '@sunbeon/core';
import { isLike, type Kept, kept } from './kept.ts';

/**
 * The right to book, kept in the tab between the waiting page and the booking page: for the visitor, or for a
 * beneficiary, by the consent.
 */
export function keptPass(windowId: string, consentId: string | null = null): Kept<AdmissionGrant> {
  return kept('tab', ['pass', windowId, ...(consentId === null ? [] : [consentId])].join('.'), isPass);
}

function isPass(value: unknown): value is AdmissionGrant {
  return isLike({ pass: '', expiresAt: '' }, value);
}
