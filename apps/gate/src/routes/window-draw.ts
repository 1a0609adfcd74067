import { type DrawDocument, drawDocumentSchema, Problem } from '@sunbeon/core';
import type { LobbyDrawn, PublishedWindow } from '@sunbeon/waiting-room';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { allWindows, findWindow } from '../window/find-window.ts';
import { Snapshots } from '../window/snapshots.ts';
import { windowView } from '../window/window-views.ts';

/** A list of a closed window does not change; it is asked for anew only because this process should not hold it for ever. */
const LIST_MAX_AGE_MS = 60_000;
const LIST_CACHE = 'public, max-age=300';
const ANSWER_LIMIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 2;

/**
 * `GET /v1/windows/:id/draw`: all that is public of a draw. From the scheduling on the commitment, from the draw on the
 * seed and the digest of the entries, from the close on the entries themselves. These are in Postgres: `api` is asked
 * for them once, however many want them.
 */
export const windowDraw = (context: GateContext): RequestHandler => {
  const lists = new Snapshots((id) => readList(context, id), LIST_MAX_AGE_MS);
  return async (req, res) => {
    const window = await findWindow(context, req.params['id']);
    if (window.commitment === null) throw new Problem('not-found');
    const { drawn, serverTimeMs } = await allWindows(context);
    const draw = drawn.get(window.id) ?? null;
    if (windowView(window, draw, serverTimeMs).state === 'closed') {
      res
        .set('Cache-Control', LIST_CACHE)
        .type('json')
        .send(await lists.of(window.id));
    } else {
      res.set('Cache-Control', 'public, max-age=1').json(withoutList(window, window.commitment, draw));
    }
  };
};

function withoutList({ id }: PublishedWindow, commitment: string, draw: LobbyDrawn | null): DrawDocument {
  const { seed = null, drawn = null, entriesDigest = null } = draw ?? {};
  return { windowId: id, commitment, seed, drawn, entriesDigest, entries: null };
}

async function readList({ config, logger }: GateContext, id: string): Promise<Buffer> {
  try {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const answer = await fetch(new URL(`/v1/windows/${id}/draw`, config.apiUrl), { signal });
    if (!answer.ok) throw new TypeError(`api answered ${answer.status}`);
    const document = drawDocumentSchema.parse(await answer.json());
    // The two clocks need not agree to the millisecond.
    if (document.drawn !== null && document.entries === null) throw new TypeError('api does not know of the close yet');
    return Buffer.from(JSON.stringify(document));
  } catch (error) {
    logger.warn({ err: error, windowId: id }, 'the list of a draw is away');
    throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
  }
}
