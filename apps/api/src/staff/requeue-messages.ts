import { requeueMessagesBodySchema } from '@sunbeon/core';
import { noteAudit, requeueMessages as requeue } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

/** `POST /v1/staff/messages/requeue`: failed messages are tried anew; says which were put back. */
export const requeueMessages =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { messages } = requeueMessagesBodySchema.parse(req.body);
    const requeued = await requeue(store, messages);
    await noteAudit(store, {
      actor: actorOf(req),
      action: 'message.requeue',
      subject: 'outbox',
      details: { requeued },
    });
    res.json({ messages: requeued });
  };
