import { Problem, staffGiveConsentBodySchema } from '@sunbeon/core';
import { sealContact, sealFacts, sealRollEntry } from '@sunbeon/crypto';
import { findConsent, giveConsent as give } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { delegateNameOf, staffConsent } from '../../consents/consent-view.ts';
import { matchIndexOf } from '../../consents/own-side.ts';
import { tellEdge } from '../../consents/tell-edge.ts';
import type { ApiContext } from '../../context.ts';
import { verifyCaller } from '../assisted/verify-caller.ts';
import { actorOf } from '../staff-of.ts';

/** `POST /v1/staff/consents/:id/give`: for a caller who is who they say they are, by the roll. */
export const giveConsent =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const { sealingKeys: keys } = config;
    const { caller, reason } = staffGiveConsentBodySchema.parse(req.body);
    const { personKey, name, birthDate, phone, phoneIndex } = await verifyCaller(context, req, {
      caller,
      campaignId: null,
      reason,
    });
    const record = await findConsent(store, String(req.params['id']));
    if (record === null) throw new Problem('consent-unknown');
    const { kind, id } = actorOf(req);
    const { ended } = await give(store, {
      consentId: record.id,
      beneficiaryKey: personKey,
      matchIndex: matchIndexOf(config, caller.name, caller.birthDate),
      phoneIndex,
      sealedBeneficiary: await sealRollEntry(keys, { name, birthDate, phone }, personKey),
      sealedContact: await sealContact(keys, { name, phone }, personKey),
      sealedFacts: await sealFacts(keys, { name: await delegateNameOf(config, record) }, personKey),
      way: 'agent',
      language: null,
      actor: { kind: kind === 'agent' ? 'agent' : 'staff', id },
      reason,
      beneficiaries: config.consents.beneficiaries,
    });
    await tellEdge(context, record.id, ended);
    res
      .set('Cache-Control', 'no-store')
      .json(await staffConsent(keys, (await findConsent(store, record.id)) ?? record));
  };
