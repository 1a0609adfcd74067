import { giveConsentBodySchema, Problem } from '@sunbeon/core';
import { sealFacts, sealRollEntry } from '@sunbeon/crypto';
import { languageOf } from '@sunbeon/service-kit';
import { findConsent, giveConsent as give } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { delegateNameOf, presentView } from '../../consents/consent-view.ts';
import { ownSide } from '../../consents/own-side.ts';
import { tellEdge } from '../../consents/tell-edge.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';
import { consentIdOf } from './consent-id-of.ts';

/** `POST /v1/consents/:id/give`: by whoever was asked, verified on any device of any kind. */
export const giveConsent =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const { sealingKeys: keys } = config;
    const session = sessionOf(context, req);
    const { scope, days } = giveConsentBodySchema.parse(req.body ?? {});
    const { personKey, matchIndex, phoneIndex, name, birthDate, phone } = await ownSide(config, session);
    const record = await findConsent(store, consentIdOf(req));
    if (record === null) throw new Problem('consent-unknown');
    const { ended } = await give(store, {
      consentId: record.id,
      beneficiaryKey: personKey,
      matchIndex,
      phoneIndex,
      sealedBeneficiary: await sealRollEntry(keys, { name, birthDate, phone }, personKey),
      sealedContact: session.sealedContact,
      sealedFacts: await sealFacts(keys, { name: await delegateNameOf(config, record) }, personKey),
      way: 'verification',
      language: languageOf(req),
      scope,
      days,
      actor: { kind: 'citizen', id: 'beneficiary' },
      beneficiaries: config.consents.beneficiaries,
    });
    await tellEdge(context, record.id, ended);
    res.set('Cache-Control', 'no-store').json(await presentView(context, record.id, 'beneficiary'));
  };
