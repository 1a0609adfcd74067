import {
  accuracyOf,
  aheadOf,
  minuteByMinute,
  pacePerMinute,
  skippedBetween,
  type WindowState,
  type WindowStatistics,
} from '@sunbeon/core';
import type { LineStatus, NightRecord, StatisticsBoard, WaitingRoom } from '@sunbeon/waiting-room';
import { iso } from './window-views.ts';

const SIGNIFICANT_DIGITS = 3;
/** In all other states nothing is being called: what it was is no pace any more. */
const MOVING: ReadonlySet<WindowState> = new Set(['open', 'exhausted']);

/** The public figures of a window's night, by now; `null` for an unknown window. */
export async function readStatistics(
  room: WaitingRoom,
  board: StatisticsBoard,
  windowId: string,
): Promise<WindowStatistics | null> {
  const status = await room.status(windowId);
  if (status === null) return null;
  const [record, booked] = await Promise.all([board.read(windowId), board.booked(windowId)]);
  return statisticsView(status, record, booked);
}

function statisticsView(status: LineStatus, { samples, promises }: NightRecord, booked: number): WindowStatistics {
  const { id, state, issued, serving, skips, remaining, serverTimeMs } = status;
  const now = {
    atMs: serverTimeMs,
    waiting: aheadOf(issued + 1, serving, skips),
    called: serving - skippedBetween(1, serving, skips),
    booked,
  };
  const pace = MOVING.has(state) ? pacePerMinute(samples, now) : null;
  const { checked, medianError, withinRange } = accuracyOf(promises);
  return {
    id,
    state,
    serverTime: iso(serverTimeMs),
    waiting: now.waiting,
    called: now.called,
    booked,
    calledPerMinute: rounded(pace?.called),
    bookedPerMinute: rounded(pace?.booked),
    remaining,
    eta: { checked, medianError: rounded(medianError), withinRange: rounded(withinRange) },
    minutes: minuteByMinute(samples, now),
  };
}

function rounded(value: number | null | undefined): number | null {
  return value == null ? null : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
