import { isLike, kept } from './kept.ts';

/** The beneficiary the visitor acts for, by which consent. */
export interface ActingFor {
  readonly consentId: string;
  /** Empty when this device has only the address of the page to go by. */
  readonly name: string;
  /** As the delegate typed it, `YYYY-MM-DD`; empty when it is not known here. */
  readonly birthDate: string;
}

const CONSENT_ID = /^[0-9a-f-]{36}$/;

const chosen = kept('tab', 'acting-for', isConsentId);
const beneficiary = (consentId: string) => kept('device', `beneficiary.${consentId}`, isBeneficiary);

/**
 * For whom the visitor acts on this page; `null`: for themselves. `?for=` in the address decides, and what was chosen in
 * this tab before; so two tabs may wait for two parents.
 */
export function actingFor(): ActingFor | null {
  const named = new URLSearchParams(location.search).get('for');
  if (isConsentId(named)) chosen.write(named);
  const consentId = chosen.read();
  return consentId === null ? null : { consentId, name: '', birthDate: '', ...beneficiary(consentId).read() };
}

/** From now on the visitor acts for this beneficiary in this tab, or for themselves (`null`). */
export function actFor(acting: ActingFor | null): void {
  if (acting === null) {
    chosen.forget();
    return;
  }
  knowBeneficiary(acting);
  chosen.write(acting.consentId);
}

/** Keeps on this device who it is, for pages that have only the consent to go by. */
export function knowBeneficiary({ consentId, name, birthDate }: ActingFor): void {
  beneficiary(consentId).write({ name, birthDate });
}

/** The consent has ended: nothing of it stays on this device. */
export function forgetBeneficiary(consentId: string): void {
  beneficiary(consentId).forget();
  if (chosen.read() === consentId) chosen.forget();
}

/** The address of a page of ours that says for whom it is: `/windows/x?for=…`. */
export function addressFor(path: string, acting: Pick<ActingFor, 'consentId'> | null): string {
  return acting === null ? path : `${path}?for=${acting.consentId}`;
}

function isConsentId(value: unknown): value is string {
  return typeof value === 'string' && CONSENT_ID.test(value);
}

function isBeneficiary(value: unknown): value is Pick<ActingFor, 'name' | 'birthDate'> {
  return isLike({ name: '', birthDate: '' }, value);
}
