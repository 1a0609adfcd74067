import { Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { type ConsentChange, changeConsent } from './consent-answer.ts';

export interface CodeAttempt {
  readonly consentId: string;
  readonly delegateKey: string;
  /** The session it is entered in, which has to be the one it was asked for in. */
  readonly sessionId: string;
  /** Keyed digest of what was entered. */
  readonly codeDigest: string;
  /** People one delegate may act for. */
  readonly beneficiaries: number;
}

/**
 * Tries a code; the right one gives the consent. Each try is counted before it is compared, however many come at once.
 * @throws {Problem} `consent-unknown`; `consent-settled`; `code-expired`; `code-wrong` with `attemptsLeft`; `consent-self`,
 * `consent-circular`, `too-many-beneficiaries`, after which the code may be tried again
 */
export async function checkCode({ prisma }: Store, attempt: CodeAttempt): Promise<ConsentChange> {
  const { consentId, delegateKey, sessionId, codeDigest, beneficiaries } = attempt;
  if (!z.uuid().safeParse(consentId).success) throw new Problem('consent-unknown');
  return changeConsent(
    () => prisma.$queryRaw`
      SELECT problem, attempts_left, ended FROM check_code(
        ${consentId}::uuid, ${delegateKey}, ${sessionId}, ${codeDigest}, ${beneficiaries}::integer)`,
  );
}
