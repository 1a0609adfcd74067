import { findConsentBodySchema } from '@sunbeon/core';
import { bindConsent } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { presentView } from '../../consents/consent-view.ts';
import { ownSide } from '../../consents/own-side.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';

/** `POST /v1/consents/find`: what was asked of the person, by the reference that the delegate reads out. */
export const findConsent =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const session = sessionOf(context, req);
    const { reference } = findConsentBodySchema.parse(req.body);
    const { personKey, matchIndex } = await ownSide(context.config, session);
    const id = await bindConsent(context.store, { reference, personKey, matchIndex });
    res.set('Cache-Control', 'no-store').json(await presentView(context, id, 'beneficiary'));
  };
