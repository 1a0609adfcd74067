import type { WindowStatus } from '@sunbeon/core';
import { ask } from '../gate/ask.ts';
import { ServerClock } from '../gate/server-clock.ts';

const clock = new ServerClock();

/** The server's time in milliseconds, as far as it is known; the time set on the device is never read. */
export function serverNowMs(): number | null {
  return clock.at(performance.now());
}

/** Compares with the server's clock, which the status of any window tells. */
export async function compareClocks(windowId: string): Promise<void> {
  const answer = await ask<WindowStatus>(`/v1/windows/${encodeURIComponent(windowId)}/status`);
  if (answer.ok) clock.sample(Date.parse(answer.body.serverTime), performance.now());
}
