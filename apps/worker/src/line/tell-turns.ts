import { repeat } from '@sunbeon/service-kit';
import { queueTurnTexts } from '@sunbeon/store';
import type { LineStatus } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
/** A text that could not be sent by then is of no use any more. */
const GOOD_FOR_MS = 30 * 60_000;
const TEXTS_AT_ONCE = 500;

/** How far a line had come, and when. */
interface Reached {
  readonly atMs: number;
  readonly serving: number;
}

/**
 * Tells those who asked for it that their number was called, once they have not come by themselves. Any worker may, and
 * several do no harm: each number is told once, by a unique index. A wish is forgotten when the text is in the outbox.
 */
export function tellTurns({
  config,
  room,
  turnTexts,
  store,
  logger,
}: Pick<WorkerContext, 'config' | 'room' | 'turnTexts' | 'store' | 'logger'>): AsyncDisposable {
  /** By window: how far it had come at each look of the last moments, the oldest first. */
  const history = new Map<string, Reached[]>();

  /** The highest number that was called so long ago that whoever has it would have come by now. */
  function longCalled({ id, serving, serverTimeMs: atMs }: LineStatus): number {
    const looks = [...(history.get(id) ?? []), { atMs, serving }];
    const last = looks.findLastIndex((look) => look.atMs <= atMs - config.turnTextAfterMs);
    history.set(id, looks.slice(Math.max(last, 0)));
    // A line that was lost and rebuilt may stand further back than it did: whoever waits again keeps their wish.
    return Math.min(looks[last]?.serving ?? 0, serving);
  }

  async function tell(windowId: string, upTo: number, nowMs: number): Promise<void> {
    const texts = await turnTexts.upTo(windowId, upTo, TEXTS_AT_ONCE);
    if (texts.length === 0) return;
    const standings = await Promise.all(texts.map(({ number }) => room.standing(windowId, number)));
    const waitedFor = texts.filter((_text, n) => standings[n]?.state === 'called');
    await queueTurnTexts(store, windowId, waitedFor, new Date(nowMs + GOOD_FOR_MS));
    await turnTexts.forget(
      windowId,
      texts.map(({ number }) => number),
    );
  }

  return repeat({
    name: 'tell turns',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const windows = await room.windows();
      for (const { id } of windows) {
        const status = await room.status(id);
        if (status === null || status.rebuilding || status.state !== 'open') continue;
        await tell(id, longCalled(status), status.serverTimeMs);
      }
      const known = new Set(windows.map(({ id }) => id));
      for (const id of history.keys()) if (!known.has(id)) history.delete(id);
    },
  });
}
