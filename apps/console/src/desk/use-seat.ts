import type { AssistedAdmission } from '@sunbeon/core';
import { useEffect, useState } from 'react';
import { giveBack } from './calls.ts';

const SECOND_MS = 1_000;

/** A seat as long as it is held. It is given back when it is left, whichever way that happens. */
export function useSeat(aheadMs: number) {
  const [seat, setSeat] = useState<AssistedAdmission | null>(null);
  const [nowMs, setNowMs] = useState(Date.now);
  const pass = seat?.pass;
  useEffect(() => {
    if (pass === undefined) return undefined;
    const back = () => giveBack(pass);
    window.addEventListener('pagehide', back);
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => {
      window.removeEventListener('pagehide', back);
      clearInterval(timer);
      back();
    };
  }, [pass]);
  return {
    seat,
    leftMs: seat === null ? 0 : Math.max(Date.parse(seat.expiresAt) - nowMs - aheadMs, 0),
    take: (taken: AssistedAdmission) => {
      setNowMs(Date.now());
      setSeat(taken);
    },
    leave: () => setSeat(null),
  };
}

/** `4:07`. */
export function leftText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / SECOND_MS);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
