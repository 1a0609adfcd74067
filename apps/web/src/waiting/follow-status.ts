import type { WindowStatus } from '@sunbeon/core';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { nextLookMs } from './next-look.ts';
import type { Visit } from './visit.ts';

/** Two looks are at least this far apart, however often the visitor switches tabs. */
const LEAST_BETWEEN_LOOKS_MS = 1_000;

/**
 * Asks for the window's status again and again: as often as the place in line makes sensible, at once when the page
 * wakes up or the network is back, and ever more patiently while there is no answer. Returns a function that asks now.
 */
export function followStatus(visit: Visit, onSeen: () => void): () => void {
  let misses = 0;
  let asking = false;
  let again = false;
  let lastLookMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const seen = (status: WindowStatus): number => {
    misses = 0;
    visit.see(status);
    return nextLookMs(status, visit.situation.place, visit.situation.nowMs ?? 0, Math.random());
  };
  const missed = (refusal: Refusal): number => {
    misses += 1;
    if (refusal.code === 'window-unknown') visit.change({ windowUnknown: true });
    else visit.miss();
    return retryDelayMs(misses, refusal.retryAfterMs, Math.random());
  };
  const look = async (): Promise<void> => {
    // The answer that is awaited may have been on its way while the device slept: it would be late by the whole sleep.
    again = asking;
    if (asking) return;
    const tooSoonMs = lastLookMs + LEAST_BETWEEN_LOOKS_MS - performance.now();
    // Not left out: whoever slept since the last look, and whose counter slept too, has the wrong time.
    if (tooSoonMs > 0) return later(tooSoonMs);
    asking = true;
    lastLookMs = performance.now();
    const answer = await ask<WindowStatus>(`/v1/windows/${visit.windowId}/status`);
    asking = false;
    const nextMs = answer.ok ? seen(answer.body) : missed(answer.refusal);
    later(again ? LEAST_BETWEEN_LOOKS_MS : Math.max(LEAST_BETWEEN_LOOKS_MS, nextMs));
    onSeen();
  };
  const lookNow = (): void => void look();
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(lookNow, ms);
  };

  for (const event of ['online', 'pageshow', 'focus']) window.addEventListener(event, lookNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') lookNow();
  });
  lookNow();
  return lookNow;
}
