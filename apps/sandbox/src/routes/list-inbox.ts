import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { inboxPhone, phoneQuery } from './inbox-query.ts';

const limitSchema = z.coerce.number().int().min(1).max(10_000).default(100);

/** `GET /inbox.json?phone=&limit=`: the newest messages, newest first. */
export const listInbox =
  ({ carrier }: SandboxContext): RequestHandler =>
  (req, res) => {
    const limit = limitSchema.parse(req.query['limit']);
    const messages = carrier.inbox.newest({ phone: inboxPhone(phoneQuery(req)), limit });
    res.set('Cache-Control', 'no-store').json({
      messages: messages.map(({ receivedAtMs, deliveredAtMs, ...message }) => ({
        ...message,
        receivedAt: new Date(receivedAtMs).toISOString(),
        deliveredAt: deliveredAtMs === null ? null : new Date(deliveredAtMs).toISOString(),
      })),
    });
  };
