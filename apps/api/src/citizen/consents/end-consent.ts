import { endConsent as end, findConsent } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { presentView } from '../../consents/consent-view.ts';
import { ownSide } from '../../consents/own-side.ts';
import { tellEdge } from '../../consents/tell-edge.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';
import { consentIdOf } from './consent-id-of.ts';

/**
 * `DELETE /v1/consents/:id`, by either side, and `POST /v1/consents/:id/refuse`, by whoever was asked: from this moment on
 * nothing more is done in the other's name. What was booked stays.
 */
export const endConsent =
  (context: ApiContext, ending: 'withdrawn' | 'refused'): RequestHandler =>
  async (req, res) => {
    const side = await ownSide(context.config, sessionOf(context, req));
    const consentId = consentIdOf(req);
    await end(context.store, { consentId, side, ending, actor: { kind: 'citizen', id: 'citizen' } });
    await tellEdge(context, consentId);
    const isDelegate = (await findConsent(context.store, consentId))?.delegateKey === side.personKey;
    const view = await presentView(context, consentId, isDelegate ? 'delegate' : 'beneficiary');
    res.set('Cache-Control', 'no-store').json(view);
  };
