import type { ConsentScope, ConsentState } from './consent-contract.ts';

/* Who may act for whom. Pure rules; the edge and the database ask the same of what they know. */

/** As much of a consent as the rules look at. */
export interface ConsentFacts {
  readonly delegateKey: string;
  /** `null` until whoever was asked is known for certain. */
  readonly beneficiaryKey: string | null;
  readonly state: ConsentState;
  readonly scope: readonly ConsentScope[];
  readonly expiresAtMs: number;
}

/** Somebody who wants to change a booking. */
export type Changer =
  /** A verified person, and the consent they show, if any. */
  | { readonly kind: 'citizen'; readonly personKey: string; readonly consent: ConsentFacts | null }
  /** Staff, who answer for it with their name and a reason. */
  | { readonly kind: 'agent' | 'staff' };

/** In which quality somebody changes a booking. */
export type ChangesAs = 'self' | 'delegate' | 'agent' | 'staff';

/** Whether somebody may act for a person by a consent, at an instant: it is in force, between these two, and covers it. */
export function mayActBy(
  consent: ConsentFacts,
  asked: { readonly delegateKey: string; readonly beneficiaryKey: string; readonly scope: ConsentScope },
  nowMs: number,
): boolean {
  return (
    consent.state === 'given' &&
    nowMs < consent.expiresAtMs &&
    consent.delegateKey === asked.delegateKey &&
    consent.beneficiaryKey === asked.beneficiaryKey &&
    consent.scope.includes(asked.scope)
  );
}

/**
 * Who may cancel or move a booking, answer an offer, or have the message sent again: the person whose booking it is,
 * whoever made it; a delegate of theirs whose consent covers changes and is in force, whoever made it; and staff. Nobody
 * else, so that of two children of one parent the one without consent may not, nor the one whose consent has ended.
 * @returns in which quality; `null`: they may not
 */
export function mayChange(ownerKey: string, changer: Changer, nowMs: number): ChangesAs | null {
  if (changer.kind !== 'citizen') return changer.kind;
  const { personKey, consent } = changer;
  if (personKey === ownerKey) return 'self';
  if (consent === null) return null;
  const asked = { delegateKey: personKey, beneficiaryKey: ownerKey, scope: 'change' } as const;
  return mayActBy(consent, asked, nowMs) ? 'delegate' : null;
}
