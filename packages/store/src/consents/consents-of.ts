import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { type ConsentRecord, readConsents } from './consent-record.ts';
import type { ConsentSide } from './end-consent.ts';
import { parseReference } from './reference.ts';

/** Longest list of one side: what was asked for lately, and what came of it. */
const MOST = 100;

/** Consents of a person, by the side they are on. */
export interface OwnConsents {
  readonly asDelegate: readonly ConsentRecord[];
  /** Given or answered by them, bound to them, or asked of their name, birth date and phone. */
  readonly asBeneficiary: readonly ConsentRecord[];
}

/** Every consent that concerns a person, the newest first, 100 of either side. */
export async function consentsOf(store: Store, side: ConsentSide): Promise<OwnConsents> {
  const [asDelegate, asBeneficiary] = await Promise.all([
    readConsents(store, Prisma.sql`delegate_key = ${side.personKey}`, MOST),
    readConsents(store, concernsAsBeneficiary(side), MOST),
  ]);
  return { asDelegate, asBeneficiary };
}

/** SQL: it was given by them or bound to them, or was asked of whoever bears their name, birth date and phone. */
function concernsAsBeneficiary({ personKey, matchIndex, phoneIndex }: ConsentSide): Prisma.Sql {
  return Prisma.sql`(beneficiary_key = ${personKey} OR (
    beneficiary_key IS NULL AND consent.state = 'requested' AND match_index = ${matchIndex} AND phone_index = ${phoneIndex}
    AND consent.expires_at > clock_timestamp() AND delegate_key <> ${personKey}))`;
}

/** The consent with this reference, as people say it; `null` when there is none. For staff, who put it in the audit trail. */
export async function findByReference(store: Store, reference: string): Promise<ConsentRecord | null> {
  const drawn = parseReference(reference);
  if (drawn === null) return null;
  const [record] = await readConsents(store, Prisma.sql`reference = ${drawn}`, 1);
  return record ?? null;
}
