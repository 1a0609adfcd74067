import { useEffect, useState } from 'react';
import { ask, retryDelayMs } from '../gate/ask.ts';

const REFRESH_MS = 5_000;

/** What is known of something that keeps changing. */
export interface Snapshot<Body> {
  readonly body: Body | null;
  /** When the body came, by the browser's monotonic counter. */
  readonly cameAtMs: number;
  /** The last attempt had no answer. */
  readonly offline: boolean;
}

/** The answer to `path`, asked for anew every few seconds while the page is looked at; `null` asks nothing. */
export function useSnapshot<Body>(path: string | null, refreshMs = REFRESH_MS): Snapshot<Body> {
  const [snapshot, setSnapshot] = useState<Snapshot<Body>>({ body: null, cameAtMs: 0, offline: false });
  useEffect(() => {
    if (path === null) return undefined;
    let left = false;
    let misses = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const answer = await ask<Body>(path);
      if (left) return;
      clearTimeout(timer);
      misses = answer.ok ? 0 : misses + 1;
      const cameAtMs = performance.now();
      setSnapshot((before) =>
        answer.ok ? { body: answer.body, cameAtMs, offline: false } : { ...before, offline: true },
      );
      const waitMs = answer.ok ? refreshMs : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
      timer = setTimeout(lookIfSeen, waitMs);
    };
    const lookIfSeen = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    void look();
    document.addEventListener('visibilitychange', lookIfSeen);
    return () => {
      left = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
    };
  }, [path, refreshMs]);
  return snapshot;
}
