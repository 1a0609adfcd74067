import type { ConsentFacts } from '@sunbeon/crypto';
import type { ConsentMessage } from '@sunbeon/store';
import { code } from './code.ts';
import { consentEnded } from './consent-ended.ts';
import type { ConsentTemplate } from './consent-facts.ts';
import { consentGiven } from './consent-given.ts';
import { consentRequested } from './consent-requested.ts';
import { onOneLine } from './on-one-line.ts';

/** Every kind of message about consents in every language: one without a template does not compile. */
const templates: Readonly<Record<ConsentMessage['kind'], ConsentTemplate>> = {
  code,
  'consent-requested': consentRequested,
  'consent-given': consentGiven,
  'consent-ended': consentEnded,
};

const MOST_OF_A_NAME = 40;

/** The text of a message about a consent to the person called `name`; `callUs` is where it comes from. */
export function consentTextOf(
  { kind, language, consent }: ConsentMessage,
  name: string,
  other: ConsentFacts,
  callUs: string,
): string {
  return templates[kind][language]({
    name: onOneLine(name, MOST_OF_A_NAME),
    otherName: onOneLine(other.name, MOST_OF_A_NAME),
    side: consent.side,
    relation: consent.relation,
    reference: consent.reference,
    mayChange: consent.scope.includes('change'),
    state: consent.state,
    endedBy: consent.endedBy,
    until: new Date(consent.expiresAt),
    code: other.code ?? '',
    callUs,
  });
}
