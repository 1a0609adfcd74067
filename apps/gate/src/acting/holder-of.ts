import { type BirthDate, Problem, type RollPerson } from '@sunbeon/core';
import { openRollEntry, type Pass, SealedContactError, type Session, sealContact, type Ticket } from '@sunbeon/crypto';
import type { WithHeaders } from '@sunbeon/service-kit';
import type { ConsentInForce } from '@sunbeon/waiting-room';
import { z } from 'zod';
import type { GateContext } from '../context.ts';
import { passIn, sessionOf } from '../http/credentials.ts';

/** Whose place it is: the person who asks, or the beneficiary they act for. */
export interface Holder {
  readonly personKey: string;
  readonly birthDate: BirthDate;
  /** Where messages go; sealed for the holder. */
  readonly sealedContact: string;
  /** By which consent somebody acts for the holder; `null`: nobody does. */
  readonly consentId: string | null;
}

/**
 * For whom the person of a session asks: for themselves, or by a consent for its beneficiary. Name, birth date and phone
 * are those that were verified when the consent was given. Opening and sealing them costs some 80 µs.
 * @throws {Problem} `consent-ended` when there is no such consent in force, or it is somebody else's: the same for all,
 *   so that nobody learns of others' consents; and as {@link GateContext.consents} does
 */
export async function holderOf(context: GateContext, session: Session, consentId: string | undefined): Promise<Holder> {
  const { personKey, birthDate, sealedContact } = session;
  if (consentId === undefined) return { personKey, birthDate, sealedContact, consentId: null };
  const consent = mine(await context.consents.find(consentId), personKey);
  // Sealed by a key that was taken off meanwhile: Postgres has it sealed anew.
  const beneficiary =
    (await opened(context, consent)) ??
    (await opened(context, mine(await context.consents.findAnew(consentId), personKey)));
  if (beneficiary === null || beneficiary.phone === null) throw unreadable(context, consentId);
  const { beneficiaryKey } = consent;
  const { name, phone } = beneficiary;
  return {
    personKey: beneficiaryKey,
    birthDate: beneficiary.birthDate,
    sealedContact: await sealContact(context.config.keys.sealing, { name, phone }, beneficiaryKey),
    consentId,
  };
}

function mine(consent: ConsentInForce | null, delegateKey: string): ConsentInForce {
  if (consent === null || consent.delegateKey !== delegateKey || !consent.scope.includes('book')) throw ended();
  return consent;
}

async function opened({ config }: GateContext, consent: ConsentInForce): Promise<RollPerson | null> {
  try {
    return await openRollEntry(config.keys.sealing, consent.sealedBeneficiary, consent.beneficiaryKey);
  } catch (error) {
    if (error instanceof SealedContactError) return null;
    throw error;
  }
}

/** Whose beneficiary nobody can read (any more), or reach: with a new consent it is well again. */
function unreadable({ logger }: GateContext, consentId: string): Problem {
  logger.warn({ consentId }, 'the beneficiary of a consent cannot be opened or reached');
  return ended();
}

/**
 * Asks again whether whoever shows a ticket or a pass may still act for its person; if not, the seat they took is free.
 * One who shows their own is asked nothing.
 * @throws {Problem} `consent-ended`; and as {@link GateContext.consents} does
 */
export async function requireConsent(
  { consents }: GateContext,
  { consentId, personKey }: Ticket | Pass,
): Promise<void> {
  if (consentId === null) return;
  const consent = await consents.find(consentId);
  if (consent?.beneficiaryKey === personKey && consent.scope.includes('book')) return;
  await consents.freeSeat(consentId);
  throw ended();
}

/** As whom somebody who shows a ticket or a pass is counted: a delegate who asks too often hinders nobody else of the family. */
export function countedAs({ consentId, personKey }: Ticket | Pass): string {
  return consentId ?? personKey;
}

/** Whose request or draft is meant, and as whom the one who asks is counted. */
export interface AskedFor {
  readonly personKey: string;
  readonly countedAs: string;
}

const consentIdSchema = z.uuid();

/**
 * Whose request or draft is meant: the person of a pass; of a session the person themself, or by the consent that is `shown`
 * (`?for=<consent>`) the beneficiary. It is asked each time whether a delegate still may act, and counted before: of any id that nobody knows
 * `api` has to be asked.
 * @throws {Problem} as {@link sessionOf}, {@link requireConsent} and {@link holderOf} do
 */
export async function personAskedFor(context: GateContext, req: WithHeaders, shown: unknown): Promise<AskedFor> {
  const pass = passIn(context, req);
  if (pass !== null) {
    await requireConsent(context, pass);
    return { personKey: pass.personKey, countedAs: countedAs(pass) };
  }
  const { personKey } = sessionOf(context, req);
  if (shown === undefined) return { personKey, countedAs: personKey };
  const { data: consentId } = consentIdSchema.safeParse(shown);
  if (consentId === undefined) throw ended();
  context.limits.count('acting', personKey);
  const { beneficiaryKey } = mine(await context.consents.find(consentId), personKey);
  return { personKey: beneficiaryKey, countedAs: consentId };
}

/** What a delegate is told who may not act for somebody (any more). */
function ended(): Problem {
  return new Problem('consent-ended');
}
