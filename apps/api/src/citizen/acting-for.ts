import { actingQuerySchema, type ConsentFacts, mayChange, Problem } from '@sunbeon/core';
import { type Actor, actingRight, bookingOwner, consentInForce, delegateBy } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/** Whose bookings a request is about, and who asks. */
export interface ActingFor {
  /** The person key of whose bookings they are. */
  readonly personKey: string;
  readonly actor: Actor;
}

type Consent = NonNullable<Awaited<ReturnType<typeof consentInForce>>>;

/**
 * Whose bookings somebody asks to see: their own, or with `?for=<consent>` those of its beneficiary.
 * @throws {Problem} `consent-ended` when there is no such consent in force, or it is somebody else's
 */
export async function actingFor(context: ApiContext, req: Request): Promise<ActingFor> {
  const { personKey } = sessionOf(context, req);
  const consent = await consentShown(context, req, personKey);
  if (consent === null) return { personKey, actor: { kind: 'citizen', id: personKey } };
  return { personKey: consent.beneficiaryKey, actor: delegateBy(consent) };
}

/**
 * For whom somebody changes a booking, by the rule {@link mayChange}: for themself, or for whom they may act by the consent
 * they show (`?for=`) or, showing none, by whichever there is. The change asks for the consent once more, in its own
 * transaction.
 * @throws {Problem} `booking-unknown` for somebody else's booking; `consent-ended` as {@link actingFor} does;
 *   `consent-too-narrow` when the consent shown covers no changes
 */
export async function changingFor(context: ApiContext, req: Request, bookingId: string): Promise<ActingFor> {
  const { personKey } = sessionOf(context, req);
  const shown = await consentShown(context, req, personKey);
  const owner = await bookingOwner(context.store, bookingId);
  if (owner === null) throw new Problem('booking-unknown');
  const consent = shown ?? (await consentHeld(context, personKey, owner));
  const facts = consent === null ? null : factsOf(consent);
  const as = mayChange(owner, { kind: 'citizen', personKey, consent: facts }, Date.now());
  if (as === 'self') return { personKey, actor: { kind: 'citizen', id: personKey } };
  if (as === 'delegate' && consent !== null) return { personKey: owner, actor: delegateBy(consent) };
  throw new Problem(shown?.beneficiaryKey === owner ? 'consent-too-narrow' : 'booking-unknown');
}

/** The consent of `?for=`; `null` without one. */
async function consentShown({ store }: ApiContext, req: Request, personKey: string): Promise<Consent | null> {
  const { for: consentId } = actingQuerySchema.parse(req.query);
  if (consentId === undefined) return null;
  const consent = await consentInForce(store, { consentId });
  if (consent === null || consent.delegateKey !== personKey) throw new Problem('consent-ended');
  return consent;
}

async function consentHeld(
  { store }: ApiContext,
  delegateKey: string,
  beneficiaryKey: string,
): Promise<Consent | null> {
  if (delegateKey === beneficiaryKey) return null;
  const consentId = await actingRight(store, { delegateKey, beneficiaryKey, scope: 'change' });
  return consentId === null ? null : consentInForce(store, { consentId });
}

function factsOf({ delegateKey, beneficiaryKey, scope, expiresAtMs }: Consent): ConsentFacts {
  return { delegateKey, beneficiaryKey, state: 'given', scope, expiresAtMs };
}
