import { NIGHT_MINUTES, type NightMinutes, nightMinutes, Problem, windowIdSchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { askLine } from '../assisted/ask-line.ts';
import { sampleOf } from './night-line.ts';

/** `GET /v1/staff/windows/:id/minutes`: a window's night minute by minute, for charts. */
export const listMinutes =
  ({ night, requests, statistics }: ApiContext): RequestHandler =>
  async (req, res) => {
    const id = windowIdSchema.parse(req.params['id']);
    const [status, endings, { samples }] = await askLine(() =>
      Promise.all([night.read(id), requests.endings(id), statistics.read(id, NIGHT_MINUTES)]),
    );
    if (status === null) throw new Problem('window-unknown');
    const last = samples.at(-1);
    // A line that is being started anew, or has ended, says nothing newer than what was noted last.
    const now = status.rebuilding || status.state === 'closed' ? last : sampleOf(status, endings);
    const view: NightMinutes = {
      id,
      serverTime: new Date(status.serverTimeMs).toISOString(),
      minutes: now === undefined ? [] : nightMinutes(samples, now),
    };
    res.set('Cache-Control', 'no-store').json(view);
  };
