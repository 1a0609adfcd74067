import { Problem } from '@sunbeon/core';
import {
  type LobbyDrawn,
  type PublishedWindow,
  UnreadableRecord,
  type WaitingRoom,
  WINDOW_KEPT_MS,
} from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { askLine, RETRY_AFTER_SECONDS } from './ask-line.ts';

/**
 * Every published window, by id and in the order of opening, and the server's clock when they were read; of the draws
 * that have taken place, what is public.
 */
export interface WindowList {
  readonly byId: ReadonlyMap<string, PublishedWindow>;
  readonly drawn: ReadonlyMap<string, LobbyDrawn>;
  readonly serverTimeMs: number;
}

/** The one key under which the list of windows is remembered. */
export const ALL_WINDOWS = 'all';

/**
 * Reads the list from the line. `known` are the windows seen so far, with their closing instants: none goes before it was
 * kept for as long as windows are, so one that is missing earlier means that Redis forgot, and nothing can be said until
 * the worker has published everything again. One that is there and cannot be read is missing alone.
 */
export async function readWindows(room: WaitingRoom, known: Map<string, number>): Promise<WindowList> {
  const [windows, serverTimeMs] = await Promise.all([room.windows(), room.serverTimeMs()]);
  for (const [id, closesAtMs] of known) if (serverTimeMs - closesAtMs >= WINDOW_KEPT_MS) known.delete(id);
  const found = new Set(windows.map(({ id }) => id));
  for (const id of known.keys()) if (!found.has(id)) await assertUnreadable(room, id);
  for (const { id, closesAtMs } of windows) known.set(id, closesAtMs);
  const drawn = new Map<string, LobbyDrawn>();
  for (const { id, commitment } of windows) {
    const draw = commitment === null ? null : await room.drawOf(id);
    if (draw !== null) drawn.set(id, draw);
  }
  return { byId: new Map(windows.map((window) => [window.id, window])), drawn, serverTimeMs };
}

async function assertUnreadable(room: WaitingRoom, id: string): Promise<void> {
  const isUnreadable = await room.window(id).then(
    () => false,
    (error: unknown) => error instanceof UnreadableRecord,
  );
  if (!isUnreadable) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
}

/** The list as it was a moment ago. Rejects with `line-unavailable` when Redis is away. */
export function allWindows({ windows }: GateContext): Promise<WindowList> {
  return askLine(() => windows.of(ALL_WINDOWS));
}

/** The published window with this id without waiting a turn; `null` when it has to be asked for, or is not there. */
export function windowAtHand({ windows }: GateContext, id: string): PublishedWindow | null {
  return windows.atHand(ALL_WINDOWS)?.byId.get(id) ?? null;
}

/** The published window with this id; rejects with `window-unknown` when there is none. */
export async function findWindow(context: GateContext, id: unknown): Promise<PublishedWindow> {
  const window = typeof id === 'string' ? (await allWindows(context)).byId.get(id) : undefined;
  if (window === undefined) throw new Problem('window-unknown');
  return window;
}
