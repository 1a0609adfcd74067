import { useEffect, useState } from 'react';
import { ask, retryDelayMs } from '../gate/ask.ts';

const REFRESH_MS = 10_000;

/** What is known of something that keeps changing. */
export interface Snapshot<Body> {
  readonly body: Body | null;
  /** The last attempt had no answer. */
  readonly offline: boolean;
}

/** The answer to `path`, asked for anew every ten seconds while the page is looked at. */
export function useSnapshot<Body>(path: string): Snapshot<Body> {
  const [snapshot, setSnapshot] = useState<Snapshot<Body>>({ body: null, offline: false });
  useEffect(() => {
    let left = false;
    let misses = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer = await ask<Body>(path);
      if (left) return;
      misses = answer.ok ? 0 : misses + 1;
      setSnapshot((before) => (answer.ok ? { body: answer.body, offline: false } : { ...before, offline: true }));
      timer = setTimeout(
        lookNow,
        answer.ok ? REFRESH_MS : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random()),
      );
    };
    const lookNow = (): void => void look();
    lookNow();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [path]);
  return snapshot;
}
