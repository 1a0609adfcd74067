/** Who changes a booking. What delegates, agents, staff and the system do is put in the audit trail. */
export type Actor =
  | {
      readonly kind: 'citizen' | 'agent' | 'staff' | 'system';
      /** Whatever tells one of them from another; of a citizen it is kept nowhere. */
      readonly id: string;
    }
  | Delegate;

/** A delegate who acts for a beneficiary. The trail names the consent, and so nobody once that is erased. */
export interface Delegate {
  readonly kind: 'delegate';
  /** `consent:<id>`. */
  readonly id: string;
  readonly consentId: string;
  /** The delegate's person key: the consent has to be theirs. */
  readonly delegateKey: string;
}

/** Somebody who acts by this consent. */
export function delegateBy(consent: { readonly consentId: string; readonly delegateKey: string }): Delegate {
  const { consentId, delegateKey } = consent;
  return { kind: 'delegate', id: `consent:${consentId}`, consentId, delegateKey };
}

/** Nobody in particular: the house itself. */
export const SYSTEM: Actor = { kind: 'system', id: 'system' };
