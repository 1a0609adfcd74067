import { Problem } from '@sunbeon/core';
import { findConsent, sendCode } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { askingText } from '../../consents/asking-text.ts';
import { ownSide } from '../../consents/own-side.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';
import { clientNetworkOf } from './client-network.ts';
import { consentIdOf } from './consent-id-of.ts';

/** `POST /v1/consents/:id/code`: another code, to the phone that was typed if it is the one on the roll. */
export const sendConsentCode =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const session = sessionOf(context, req);
    const { personKey: delegateKey, name } = await ownSide(config, session);
    const record = await findConsent(store, consentIdOf(req));
    if (record === null || record.delegateKey !== delegateKey) throw new Problem('consent-unknown');
    const { id: consentId, phoneIndex } = record;
    const text = await askingText(context, consentId, name, record);
    const wish = { consentId, delegateKey, sessionId: session.id, phoneIndex, network: clientNetworkOf(req), text };
    await sendCode(store, wish, config.consents);
    res.status(202).set('Cache-Control', 'no-store').json({});
  };
