import type { ErasureAnswer } from '@sunbeon/core';
import { endErasureWish, forgetPerson, wishErasure } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { erasureView, keptUntil } from './kept-until.ts';
import { sessionOf } from './session-of.ts';

/**
 * `POST /v1/me/erasure`: forgets the person in every campaign that is over, at once. What belongs to one that is not is
 * still needed, for the booking's own sake; the wish is kept, and fulfilled within an hour of its end.
 */
export const askErasure =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    const { store } = context;
    // First of all the wish, so that nothing that goes wrong afterwards loses it.
    const askedAt = await wishErasure(store, personKey);
    const { rows, waiting } = await forgetPerson(store, personKey);
    if (waiting.length === 0) await endErasureWish(store, personKey);
    const body: ErasureAnswer = {
      forgotten: rows,
      waiting: keptUntil(context, waiting),
      erasure:
        waiting.length === 0
          ? null
          : erasureView(
              askedAt,
              waiting.map(({ endsAt }) => endsAt),
            ),
    };
    res.set('Cache-Control', 'no-store').json(body);
  };

/** `DELETE /v1/me/erasure`: takes the wish back. What was forgotten stays forgotten. */
export const takeBackErasure =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    await endErasureWish(context.store, personKey);
    res.set('Cache-Control', 'no-store').status(204).end();
  };
