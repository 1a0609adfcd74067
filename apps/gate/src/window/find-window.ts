import { Problem } from '@sunbeon/core';
import type { PublishedWindow, WaitingRoom } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { askLine } from './ask-line.ts';

/** Every published window, by id and in the order of opening, and the server's clock when they were read. */
export interface WindowList {
  readonly byId: ReadonlyMap<string, PublishedWindow>;
  readonly serverTimeMs: number;
}

/** The one key under which the list of windows is remembered. */
const ALL = 'all';

/** Reads the list from the line. */
export async function readWindows(room: WaitingRoom): Promise<WindowList> {
  const [windows, serverTimeMs] = await Promise.all([room.windows(), room.serverTimeMs()]);
  return { byId: new Map(windows.map((window) => [window.id, window])), serverTimeMs };
}

/** The list as it was a moment ago. Rejects with `line-unavailable` when Redis is away. */
export function allWindows({ windows }: GateContext): Promise<WindowList> {
  return askLine(() => windows.of(ALL));
}

/** The published window with this id; rejects with `window-unknown` when there is none. */
export async function findWindow(context: GateContext, id: unknown): Promise<PublishedWindow> {
  const window = typeof id === 'string' ? (await allWindows(context)).byId.get(id) : undefined;
  if (window === undefined) throw new Problem('window-unknown');
  return window;
}
