import { findConsentsQuerySchema, type staffConsentsSchema } from '@sunbeon/core';
import { findByReference, noteAudit } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { staffConsent } from '../../consents/consent-view.ts';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `GET /v1/staff/consents?reference=&reason=`: what somebody on the phone reads out. Each look is in the audit trail. */
export const findConsents =
  ({ store, config }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reference, reason } = findConsentsQuerySchema.parse(req.query);
    const record = await findByReference(store, reference);
    // Of a reference that is none nothing is kept: anything may have been typed in its place.
    const subject = record === null ? 'unknown' : `consent:${record.id}`;
    await noteAudit(store, { actor: actorOf(req), action: 'consent.look', subject, details: { reason } });
    const body: z.infer<typeof staffConsentsSchema> = {
      consents: record === null ? [] : [await staffConsent(config.sealingKeys, record)],
    };
    res.set('Cache-Control', 'no-store').json(body);
  };
