import { consentInForce } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';

const idSchema = z.uuid();

/**
 * `GET /v1/consents/:id/force`: puts on the board what Postgres says of a consent, for a gate that finds nothing there.
 * Nobody outside reaches it, and it answers nothing: what the gate needs to know it reads on the board, where a withdrawal
 * of this very moment counts.
 */
export const forceOfConsent =
  ({ store, consents }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { data: consentId } = idSchema.safeParse(req.params['id']);
    if (consentId !== undefined) {
      const consent = await consentInForce(store, { consentId });
      await (consent === null ? consents.putUnknown(consentId) : consents.put(consent));
    }
    res.status(204).end();
  };
