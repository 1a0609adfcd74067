import { type ConsentScope, type ConsentWay, type Language, Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { type ConsentChange, changeConsent } from './consent-answer.ts';

/** Who gives a consent, and how. */
export interface ConsentGift {
  readonly consentId: string;
  readonly beneficiaryKey: string;
  /** Keyed digests of the beneficiary's name and birth date, and phone. */
  readonly matchIndex: string;
  readonly phoneIndex: string;
  /** Name, birth date and phone, sealed for the beneficiary. */
  readonly sealedBeneficiary: string;
  /** Where the beneficiary is told, and the delegate's name, both sealed for the beneficiary. */
  readonly sealedContact: string;
  readonly sealedFacts: string;
  readonly way: ConsentWay;
  readonly language: Language | null;
  /** Less, or for shorter, than was asked. */
  readonly scope?: readonly ConsentScope[] | undefined;
  readonly days?: number | undefined;
  /** Who does it, for the audit trail. */
  readonly actor: { readonly kind: 'citizen' | 'agent' | 'staff'; readonly id: string };
  readonly reason?: string;
  /** People one delegate may act for. */
  readonly beneficiaries: number;
}

/**
 * Gives a consent that was asked for; both sides are told. Given again by the same person it changes nothing.
 * @throws {Problem} `consent-unknown`, also to whom it was not asked of; `consent-settled`; `consent-self`,
 * `consent-circular`, `too-many-beneficiaries`
 */
export async function giveConsent({ prisma }: Store, gift: ConsentGift): Promise<ConsentChange> {
  if (!z.uuid().safeParse(gift.consentId).success) throw new Problem('consent-unknown');
  const given = JSON.stringify({
    beneficiary: gift.beneficiaryKey,
    sealedBeneficiary: gift.sealedBeneficiary,
    contact: gift.sealedContact,
    facts: gift.sealedFacts,
    way: gift.way,
    language: gift.language,
    scope: gift.scope ?? null,
    days: gift.days ?? null,
    by: gift.actor.kind,
    actor: gift.actor.id,
    reason: gift.reason ?? null,
  });
  return changeConsent(
    () => prisma.$queryRaw`
      SELECT problem, ended FROM give_consent(
        ${gift.consentId}::uuid, ${gift.matchIndex}, ${gift.phoneIndex}, ${given}::jsonb, ${gift.beneficiaries}::integer)`,
  );
}
