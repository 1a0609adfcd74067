import { randomUUID } from 'node:crypto';
import { Problem, requestConsentBodySchema } from '@sunbeon/core';
import { blindIndexOf, sealFacts } from '@sunbeon/crypto';
import { languageOf } from '@sunbeon/service-kit';
import { requestConsent as request } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { askingText } from '../../consents/asking-text.ts';
import { presentView } from '../../consents/consent-view.ts';
import { matchIndexOf, ownSide } from '../../consents/own-side.ts';
import { writtenPhone } from '../../consents/written-phone.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';
import { clientNetworkOf } from './client-network.ts';

/** `POST /v1/consents`: asks whoever is named. The answer is the same whether anybody of that name is on the roll or not. */
export const requestConsent =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const session = sessionOf(context, req);
    const { name, birthDate, phone: written, ...wish } = requestConsentBodySchema.parse(req.body);
    const phone = writtenPhone(written);
    const own = await ownSide(config, session);
    const matchIndex = matchIndexOf(config, name, birthDate);
    if (matchIndex === own.matchIndex) throw new Problem('consent-self');
    const phoneIndex = blindIndexOf(config.personSecret, phone);
    const id = randomUUID();
    const asked = {
      ...wish,
      id,
      delegateKey: own.personKey,
      sessionId: session.id,
      network: clientNetworkOf(req),
      language: languageOf(req),
      sealedDelegate: session.sealedContact,
      sealedNamed: await sealFacts(config.sealingKeys, { name, birthDate, phone }, own.personKey),
      matchIndex,
      phoneIndex,
      text: await askingText(context, id, own.name, { matchIndex, phoneIndex }),
    };
    await request(store, asked, config.consents);
    res
      .status(201)
      .set('Cache-Control', 'no-store')
      .json(await presentView(context, id, 'delegate'));
  };
