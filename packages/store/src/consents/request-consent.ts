import type { ConsentRelation, ConsentScope, ConsentWay, Language } from '@sunbeon/core';
import { isTaken } from '../database-error.ts';
import type { Store } from '../store.ts';
import { changeConsent } from './consent-answer.ts';
import { type ConsentLimits, limitsOf, type RequestText } from './consent-limits.ts';
import { drawReference } from './reference.ts';

/** What somebody asks for. All names are sealed, all else are pseudonyms. */
export interface ConsentRequest {
  /** A new UUID. */
  readonly id: string;
  readonly delegateKey: string;
  /** The session of the delegate, in which a code can be entered. */
  readonly sessionId: string;
  readonly network: string;
  readonly relation: ConsentRelation;
  readonly way: ConsentWay;
  readonly scope: readonly ConsentScope[];
  readonly days: number;
  readonly language: Language;
  /** The delegate's contact, sealed for the delegate. */
  readonly sealedDelegate: string;
  /** Whom they named, sealed for the delegate. */
  readonly sealedNamed: string;
  /** Keyed digests of name and birth date, and of the phone, as typed. */
  readonly matchIndex: string;
  readonly phoneIndex: string;
  readonly text: RequestText;
}

/** References are short: two in a billion are the same by chance, and then another is drawn. */
const MOST_DRAWS = 4;

/**
 * Asks for a consent, with the text that asks the beneficiary, in one transaction. An open request of the same delegate
 * about the same name and birth date gives way to it.
 * @throws {Problem} `too-many-beneficiaries`; `code-limit`, or `too-many-requests` without a code, with when to come again
 */
export async function requestConsent(store: Store, request: ConsentRequest, limits: ConsentLimits): Promise<void> {
  const { text, network, ...asked } = request;
  const most = JSON.stringify(limitsOf(limits, { ...request, network }));
  for (let draw = 1; ; draw += 1) {
    const drawn = JSON.stringify({ ...asked, reference: drawReference() });
    try {
      await changeConsent(
        () => store.prisma.$queryRaw`
          SELECT problem, retry_at FROM request_consent(${drawn}::jsonb, ${JSON.stringify(text)}::jsonb, ${most}::jsonb)`,
      );
      return;
    } catch (error) {
      if (draw === MOST_DRAWS || !isTaken(error)) throw error;
    }
  }
}
