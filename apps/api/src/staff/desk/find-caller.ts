import {
  type CallerConsent,
  type CallerTruth,
  callerMessageSchema,
  findCallerBodySchema,
  maskedName,
} from '@sunbeon/core';
import { consentsOf, findBookings, messagesOf, rollEntriesOf } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { consentView } from '../../consents/consent-view.ts';
import { matchIndexOf } from '../../consents/own-side.ts';
import type { ApiContext } from '../../context.ts';
import { type VerifiedCaller, verifyCaller } from '../assisted/verify-caller.ts';
import { linesOfCaller } from './lines-of-caller.ts';

/** Consents that are told of; an agent finds others by their reference. */
const MOST_CONSENTS = 20;
const MOST_MESSAGES = 50;

/**
 * `POST /v1/staff/callers/find`: the truth about somebody on the phone who is who they say they are, by the roll: what
 * their own page says, and nothing to reach or to recognise them by. Looks are counted and in the audit trail.
 * @throws {Problem} as `verifyCaller` does
 */
export const findCaller =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reason, ...said } = findCallerBodySchema.parse(req.body);
    const caller = await verifyCaller(context, req, { caller: said, campaignId: null, reason });
    const { store } = context;
    const { personKey, name, birthDate } = caller;
    const rolls = await rollEntriesOf(store, personKey);
    const onRolls = new Set(rolls.map(({ campaignId }) => campaignId));
    const [lines, bookings, messages, consents] = await Promise.all([
      linesOfCaller(context, caller, onRolls),
      findBookings(store, { personKey }),
      messagesOf(store, personKey),
      consentsOfCaller(context, caller),
    ]);
    const truth: CallerTruth = {
      takenAt: new Date().toISOString(),
      person: { maskedName: maskedName(name), birthDate },
      lines,
      bookings: bookings.map(({ personKey: _pseudonym, ...booking }) => booking),
      messages: messages
        .slice(0, MOST_MESSAGES)
        .flatMap((message) => callerMessageSchema.safeParse(message).data ?? []),
      consents,
    };
    res.set('Cache-Control', 'no-store').json(truth);
  };

async function consentsOfCaller({ store, config }: ApiContext, caller: VerifiedCaller): Promise<CallerConsent[]> {
  const { personKey, name, birthDate, phoneIndex } = caller;
  const side = { personKey, matchIndex: matchIndexOf(config, name, birthDate), phoneIndex };
  const { asDelegate, asBeneficiary } = await consentsOf(store, side);
  const views = await Promise.all([
    ...asBeneficiary.map((record) => consentView(config.sealingKeys, record, 'beneficiary')),
    ...asDelegate.map((record) => consentView(config.sealingKeys, record, 'delegate')),
  ]);
  return views
    .toSorted((a, b) => b.askedAt.localeCompare(a.askedAt))
    .slice(0, MOST_CONSENTS)
    .map(({ id, reference, role, state, relation, way, scope, expiresAt, endedAt, otherName }) => ({
      id,
      reference,
      role,
      state,
      relation,
      way,
      scope,
      expiresAt,
      endedAt,
      otherMaskedName: maskedName(otherName),
    }));
}
