import { Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { changeConsent } from './consent-answer.ts';
import { type ConsentLimits, limitsOf, type RequestText } from './consent-limits.ts';

export interface CodeWish {
  readonly consentId: string;
  readonly delegateKey: string;
  readonly sessionId: string;
  readonly phoneIndex: string;
  readonly network: string;
  readonly text: RequestText;
}

/**
 * Sends another code for a request; the one before it is good for nothing from then on.
 * @throws {Problem} `consent-unknown`, also for somebody else's; `consent-settled`; `code-limit` with when to come again
 */
export async function sendCode({ prisma }: Store, wish: CodeWish, limits: ConsentLimits): Promise<void> {
  const { consentId, delegateKey, sessionId, text } = wish;
  if (!z.uuid().safeParse(consentId).success) throw new Problem('consent-unknown');
  const most = JSON.stringify(limitsOf(limits, wish));
  await changeConsent(
    () => prisma.$queryRaw`
      SELECT problem, retry_at FROM send_code(
        ${consentId}::uuid, ${delegateKey}, ${sessionId}, ${JSON.stringify(text)}::jsonb, ${most}::jsonb)`,
  );
}
