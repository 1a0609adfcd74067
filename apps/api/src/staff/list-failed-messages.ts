import { type FailedMessageView, failedMessagesQuerySchema } from '@sunbeon/core';
import { failedMessages } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** `GET /v1/staff/messages/failed?limit=`: what was given up, the newest first. */
export const listFailedMessages =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { limit } = failedMessagesQuerySchema.parse(req.query);
    const messages: FailedMessageView[] = await failedMessages(store, limit);
    res.json({ messages });
  };
