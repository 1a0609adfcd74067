import { checkCodeBodySchema } from '@sunbeon/core';
import { checkCode } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { codeDigestOf } from '../../consents/asking-text.ts';
import { presentView } from '../../consents/consent-view.ts';
import { tellEdge } from '../../consents/tell-edge.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';
import { consentIdOf } from './consent-id-of.ts';

/** `POST /v1/consents/:id/code/check`: the code the beneficiary has read out; the right one gives the consent. */
export const checkConsentCode =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const { personKey: delegateKey, id: sessionId } = sessionOf(context, req);
    const { code } = checkCodeBodySchema.parse(req.body);
    const consentId = consentIdOf(req).toLowerCase();
    const codeDigest = codeDigestOf(config, consentId, code);
    const { beneficiaries } = config.consents;
    const { ended } = await checkCode(store, { consentId, delegateKey, sessionId, codeDigest, beneficiaries });
    await tellEdge(context, consentId, ended);
    res.set('Cache-Control', 'no-store').json(await presentView(context, consentId, 'delegate'));
  };
