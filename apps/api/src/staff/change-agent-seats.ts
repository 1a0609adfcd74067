import { agentSeatsBodySchema, windowIdSchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { pullLever } from './night/pull-lever.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/agent-seats`: how many people on the phone may be booking at the same time. */
export const changeAgentSeats =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { agentSeats } = agentSeatsBodySchema.parse(req.body);
    const id = windowIdSchema.parse(req.params['id']);
    const window = await pullLever(context, req, id, { kind: 'agent-seats', agentSeats });
    res.json(staffWindowView(window, Date.now()));
  };
