import { randomInt } from 'node:crypto';
import { CODE_LENGTH } from '@sunbeon/core';
import { blindIndexOf, sealContact, sealFacts } from '@sunbeon/crypto';
import type { RequestText } from '@sunbeon/store';
import type { ApiConfig } from '../config.ts';
import type { ApiContext } from '../context.ts';
import { findNamed, type NamedIndexes } from './find-named.ts';

/** The keyed digest a code is kept as: of one consent, so that it is none of any other's. */
export function codeDigestOf({ personSecret }: ApiConfig, consentId: string, code: string): string {
  return blindIndexOf(personSecret, `${consentId} ${code}`, 'code');
}

/**
 * The text that asks whoever was named, with a code, sealed; and what the code gives. Only the phone on the roll gets
 * one, and only if that is what was typed. For whoever is not on the roll the same is done, and goes nowhere.
 */
export async function askingText(
  context: ApiContext,
  consentId: string,
  delegateName: string,
  named: NamedIndexes,
): Promise<RequestText> {
  const { config, nobody } = context;
  const { sealingKeys: keys } = config;
  const found = await findNamed(context, named);
  const { personKey: person, name, phone, sealedEntry } = found ?? (await nobody);
  const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
  const [contact, facts, givenFacts] = await Promise.all([
    sealContact(keys, { name, phone }, person),
    sealFacts(keys, { name: delegateName, code }, person),
    sealFacts(keys, { name: delegateName }, person),
  ]);
  return {
    goes: found !== null,
    person,
    contact,
    facts,
    digest: codeDigestOf(config, consentId, code),
    beneficiary: found?.personKey ?? null,
    sealedBeneficiary: sealedEntry,
    givenFacts,
  };
}
