import { moveTakesTwo, moveWindowBodySchema, Problem, windowIdSchema } from '@sunbeon/core';
import { changeWindow, findWindow, wouldChangeWindow } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { guardedByTwo } from './approvals/guarded-by-two.ts';
import { effectNow } from './night/pull-lever.ts';
import { publishWindow } from './publish-window.ts';
import { actorOf } from './staff-of.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/move`; 202 while a second person is asked, because the opening is near. */
export const moveWindow =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const body = moveWindowBodySchema.parse(req.body);
    const id = windowIdSchema.parse(req.params['id']);
    const before = await findWindow(context.store, id);
    if (before === null) throw new Problem('window-unknown');
    const from = new Date(before.opensAtMs).toISOString();
    const change = { kind: 'move', opensAt: body.opensAt, from } as const;
    const isNews = await wouldChangeWindow(context.store, id, change);
    const move = { fromMs: before.opensAtMs, toMs: Date.parse(body.opensAt) };
    if (isNews && moveTakesTwo(move, Date.now())) {
      const effect = { title: before.title, from, to: body.opensAt, issued: await issuedIn(context, id) };
      const asked = { action: 'window.move', subject: id, body, effect, reason: body.reason } as const;
      const approval = await guardedByTwo(context, req, asked);
      if (approval !== null) {
        res.status(202).json(approval);
        return;
      }
    }
    const effect = await effectNow(context, id, change);
    const noted = {
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      ...(effect === null ? {} : { effect }),
    };
    const window = await changeWindow(context.store, id, change, actorOf(req), noted);
    await publishWindow(context, window);
    res.json(staffWindowView(window, Date.now()));
  };

/** Numbers given so far; `null` while nobody can say. */
async function issuedIn({ room }: ApiContext, id: string): Promise<number | null> {
  const status = await room.status(id).catch(() => null);
  return status === null || status.rebuilding ? null : status.issued;
}
