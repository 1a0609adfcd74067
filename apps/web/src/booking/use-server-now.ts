import type { WindowStatus } from '@sunbeon/core';
import { useEffect, useState } from 'react';
import { ask } from '../gate/ask.ts';
import { ServerClock } from '../gate/server-clock.ts';

const TICK_MS = 1_000;
/** The clock is compared with the server's this often, which also corrects it after the device slept. */
const COMPARE_MS = 20_000;

/** The server's time in milliseconds, moving on every second; `null` before the first answer. */
export function useServerNow(windowId: string): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => {
    const clock = new ServerClock();
    const compare = async (): Promise<void> => {
      const answer = await ask<WindowStatus>(`/v1/windows/${encodeURIComponent(windowId)}/status`);
      if (answer.ok) clock.sample(Date.parse(answer.body.serverTime), performance.now());
      setNowMs(clock.at(performance.now()));
    };
    void compare();
    const comparing = setInterval(() => void compare(), COMPARE_MS);
    const ticking = setInterval(() => setNowMs(clock.at(performance.now())), TICK_MS);
    return () => {
      clearInterval(comparing);
      clearInterval(ticking);
    };
  }, [windowId]);
  return nowMs;
}
