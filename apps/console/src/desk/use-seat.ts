import type { AssistedAdmission } from '@sunbeon/core';
import { useEffect, useState } from 'react';
import { giveBack } from './calls.ts';

const SECOND_MS = 1_000;

/** A seat as long as it is held. It is given back when it is left, whichever way that happens. */
export function useSeat(aheadMs: number) {
  const [seat, setSeat] = useState<AssistedAdmission | null>(null);
  const [leftMs, setLeftMs] = useState(0);
  const pass = seat?.pass;
  const expiresAtMs = seat === null ? 0 : Date.parse(seat.expiresAt);
  useEffect(() => {
    if (pass === undefined) return undefined;
    const back = () => giveBack(pass);
    window.addEventListener('pagehide', back);
    return () => {
      window.removeEventListener('pagehide', back);
      back();
    };
  }, [pass]);
  useEffect(() => {
    if (expiresAtMs === 0) return undefined;
    const tick = () => setLeftMs(Math.max(expiresAtMs - Date.now() - aheadMs, 0));
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [expiresAtMs, aheadMs]);
  return { seat, leftMs, setSeat };
}

/** `4:07`. */
export function leftText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / SECOND_MS);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
