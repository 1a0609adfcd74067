import type { SlotList } from '@sunbeon/core';
import { useEffect, useState } from 'react';
import { ask, retryDelayMs } from '../gate/ask.ts';

const REFRESH_MS = 10_000;

/** What is known of a window's free places. */
export interface Slots {
  readonly list: SlotList | null;
  /** The last attempt had no answer. */
  readonly offline: boolean;
}

/** The slots of a window, of one municipality or of all, asked for anew every ten seconds while the page is looked at. */
export function useSlots(windowId: string, municipality: string | null): Slots {
  const [slots, setSlots] = useState<Slots>({ list: null, offline: false });
  useEffect(() => {
    const filter = municipality === null ? '' : `&municipality=${encodeURIComponent(municipality)}`;
    let left = false;
    let misses = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const answer = await ask<SlotList>(`/v1/slots?window=${encodeURIComponent(windowId)}${filter}`);
      if (left) return;
      misses = answer.ok ? 0 : misses + 1;
      setSlots((before) => (answer.ok ? { list: answer.body, offline: false } : { ...before, offline: true }));
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
  }, [windowId, municipality]);
  return slots;
}
