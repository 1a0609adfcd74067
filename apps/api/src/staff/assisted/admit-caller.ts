import { type AssistedAdmission, assistedAdmissionBodySchema, eligibilityOf, maskedName, Problem } from '@sunbeon/core';
import { sealContact, signAssistedPass } from '@sunbeon/crypto';
import { findBookings, findWindow, noteAudit } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf, staffOf } from '../staff-of.ts';
import { takeSeat } from './take-seat.ts';
import { verifyCaller } from './verify-caller.ts';

/**
 * `POST /v1/staff/assisted/admissions`: verifies who is on the phone, and takes an agents' seat for them. The place in the
 * line is the person's, the same on their own page. Asking again gives a new pass, and voids the one before.
 */
export const admitCaller =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { window: windowId, caller, language, reason } = assistedAdmissionBodySchema.parse(req.body);
    const { store, config, sessionKeys } = context;
    const window = await findWindow(store, windowId);
    if (window === null) throw new Problem('window-unknown');
    const person = await verifyCaller(context, req, { caller, campaignId: window.campaignId, reason });
    const { personKey, name, birthDate, phone, phoneIndex } = person;
    const eligibility = eligibilityOf(window.cohort, birthDate);
    if (!eligibility.eligible) throw new Problem('not-eligible', { rule: eligibility.rule, cohort: window.cohort });
    const { number, expiresAtMs } = await takeSeat(context, window, personKey);
    const seat = { actor: actorOf(req), action: 'assisted.admit', subject: windowId, details: { reason, number } };
    await noteAudit(store, seat);
    const found = await findBookings(store, { personKey });
    const pass = signAssistedPass(sessionKeys, {
      windowId,
      number,
      personKey,
      sealedContact: await sealContact(config.sealingKeys, { name, phone }, personKey),
      phoneIndex,
      language,
      seatUntilMs: expiresAtMs,
      staffId: staffOf(req).id,
      expiresAtMs,
    });
    const body: AssistedAdmission = {
      pass,
      expiresAt: new Date(expiresAtMs).toISOString(),
      number,
      person: { maskedName: maskedName(name), birthDate },
      bookings: found.map(({ personKey: _pseudonym, ...booking }) => booking),
    };
    res.status(201).set('Cache-Control', 'no-store').json(body);
  };
