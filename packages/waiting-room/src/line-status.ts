import { type CallingRate, type Skip, type WindowState, windowStateAt } from '@sunbeon/core';
import { type PublishedWindow, storedWindow } from './published-window.ts';
import { rateOf } from './rate.ts';
import { skipsOf } from './skips.ts';

/** A window and its line at one instant of the server's clock: the same for everyone. */
export interface LineStatus extends PublishedWindow {
  readonly state: WindowState;
  /** The highest number called. */
  readonly serving: number;
  /** The highest number given. */
  readonly issued: number;
  /** Numbers nobody holds: they are not ahead of anyone. */
  readonly skips: readonly Skip[];
  /** How fast numbers are called; `null` while nothing is, or before it was measured. */
  readonly rate: CallingRate | null;
  /** Redis lost the line, or has not got it yet: the counters above say nothing. */
  readonly rebuilding: boolean;
  readonly serverTimeMs: number;
}

/** What `read-status` returns. */
export type StatusReply = readonly [
  door: readonly string[],
  issued: string | null,
  serving: string | null,
  rate: string | null,
  deviation: string | null,
  skips: string,
  serverTimeMs: number,
];

/** `null` for an unknown window. */
export function lineStatusOf(reply: StatusReply): LineStatus | null {
  const [door, issued, serving, rate, deviation, skips, serverTimeMs] = reply;
  const window = storedWindow(recordOf(door));
  if (window === null) return null;
  const state = windowStateAt(window, serverTimeMs);
  return {
    ...window,
    state,
    serving: Number(serving),
    issued: Number(issued),
    skips: skipsOf(skips),
    rate: state === 'open' ? rateOf(rate, deviation) : null,
    rebuilding: issued === null,
    serverTimeMs,
  };
}

function recordOf(fieldsAndValues: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let i = 0; i + 1 < fieldsAndValues.length; i += 2)
    record[fieldsAndValues[i] ?? ''] = fieldsAndValues[i + 1] ?? '';
  return record;
}
