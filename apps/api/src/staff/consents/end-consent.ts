import { Problem, staffReasonBodySchema } from '@sunbeon/core';
import { endConsent as end, findConsent } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { staffConsent } from '../../consents/consent-view.ts';
import { tellEdge } from '../../consents/tell-edge.ts';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `DELETE /v1/staff/consents/:id`: for either side, who asked for it on the phone. Both are told. */
export const endConsent =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const { reason } = staffReasonBodySchema.parse(req.body);
    const consentId = String(req.params['id']);
    await end(store, { consentId, side: null, ending: 'withdrawn', actor: actorOf(req), reason });
    await tellEdge(context, consentId);
    const record = await findConsent(store, consentId);
    if (record === null) throw new Problem('consent-unknown');
    res.set('Cache-Control', 'no-store').json(await staffConsent(config.sealingKeys, record));
  };
