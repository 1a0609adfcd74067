import type { AdmissionGrant } from '@sunbeon/core';
import { type Kept, kept } from './kept.ts';

/** The right to book, kept in the tab between the waiting page and the booking page. */
export function keptPass(windowId: string): Kept<AdmissionGrant> {
  return kept('tab', `pass.${windowId}`, isPass);
}

function isPass(value: unknown): value is AdmissionGrant {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pass' in value &&
    typeof value.pass === 'string' &&
    'expiresAt' in value &&
    typeof value.expiresAt === 'string'
  );
}
