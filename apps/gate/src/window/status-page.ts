import { createHash } from 'node:crypto';
import { Problem, type WindowState } from '@sunbeon/core';
import type { LineStatus, WaitingRoom } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { type Answer, sharedJson } from '../hot/answer.ts';
import { askLine, RETRY_AFTER_SECONDS } from './ask-line.ts';
import { allWindows } from './find-window.ts';
import { windowStatusView } from './window-views.ts';

/** A window's status, and how it goes over the wire: written once, sent to everyone who asks within the same moment. */
export interface StatusPage {
  readonly status: LineStatus;
  readonly etag: string;
  /** The answer to whoever does not have it yet. */
  readonly whole: Answer;
  /** The answer to whoever has it already: `304`. */
  readonly unchanged: Answer;
}

/**
 * For a second and no longer: a moved opening must show everywhere within it, so no cache may serve it stale while it
 * asks again. What the gate sends is at most a quarter of a second old, hence no `Age` of our own.
 */
const CACHE_CONTROL = 'public, max-age=1';
/**
 * The server's clock is part of what the status says, but not each millisecond of it: a page that is told "unchanged"
 * reads a clock that is at most this much late.
 */
const CLOCK_STEP_MS = 5_000;

/** The status of a window when it was read a moment ago, without waiting a turn; `null` when it has to be asked for. */
export function statusPageAtHand({ statuses }: GateContext, windowId: string): StatusPage | null {
  return statuses.atHand(windowId) ?? null;
}

/** The status of a window as it was a moment ago; `null` for an unknown window. Rejects with `line-unavailable`. */
export async function statusPageOf(context: GateContext, windowId: string): Promise<StatusPage | null> {
  const { byId } = await allWindows(context);
  return byId.has(windowId) ? askLine(() => context.statuses.of(windowId)) : null;
}

/** States in which the counters of the line are what people go by. */
const IN_LINE: ReadonlySet<WindowState> = new Set(['open', 'paused', 'exhausted']);

/** Reads a window's status and writes it out; `null` for an unknown window. */
export async function readStatusPage(room: WaitingRoom, windowId: string): Promise<StatusPage | null> {
  const status = await room.status(windowId);
  if (status === null) return null;
  if (status.rebuilding && IN_LINE.has(status.state)) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
  const view = windowStatusView(status);
  const clockStep = Math.floor(status.serverTimeMs / CLOCK_STEP_MS);
  const etag = etagOf(JSON.stringify({ ...view, serverTime: clockStep }));
  const validity = ['Cache-Control', CACHE_CONTROL, 'ETag', etag];
  return {
    status,
    etag,
    whole: sharedJson(view, validity),
    unchanged: { status: 304, headers: validity, body: '' },
  };
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
