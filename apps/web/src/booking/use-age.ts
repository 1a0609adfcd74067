import { useEffect, useState } from 'react';

const TICK_MS = 1_000;

/** How old something is that was `ageMs` old when it came (`cameAtMs`, by the browser's monotonic counter); it grows every second. */
export function useAge(ageMs: number, cameAtMs: number): number {
  const [nowMs, setNowMs] = useState(cameAtMs);
  useEffect(() => {
    const ticking = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return ageMs + Math.max(0, nowMs - cameAtMs);
}
