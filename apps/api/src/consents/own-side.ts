import { type BirthDate, koreanMobile, matchText, Problem } from '@sunbeon/core';
import { blindIndexOf, openContact, SealedContactError, type Session } from '@sunbeon/crypto';
import type { ConsentSide } from '@sunbeon/store';
import type { ApiConfig } from '../config.ts';

/** A verified person as one side of a consent; name and phone in the clear. */
export interface OwnSide extends ConsentSide {
  readonly name: string;
  readonly birthDate: BirthDate;
  readonly phone: string;
}

/** The keyed digest by which a name with a birth date is recognised, on the roll and in requests. */
export function matchIndexOf({ personSecret }: ApiConfig, name: string, birthDate: BirthDate): string {
  return blindIndexOf(personSecret, matchText(name, birthDate), 'roll');
}

/**
 * The person of a session, as they verified.
 * @throws {Problem} `session-invalid` when the key their contact was sealed with has been taken off: they verify again
 */
export async function ownSide(config: ApiConfig, session: Session): Promise<OwnSide> {
  const { personKey, birthDate, sealedContact } = session;
  try {
    const { name, phone } = await openContact(config.sealingKeys, sealedContact, personKey);
    const phoneIndex = blindIndexOf(config.personSecret, koreanMobile(phone) ?? phone);
    return { personKey, matchIndex: matchIndexOf(config, name, birthDate), phoneIndex, name, birthDate, phone };
  } catch (error) {
    if (error instanceof SealedContactError) throw new Problem('session-invalid');
    throw error;
  }
}
