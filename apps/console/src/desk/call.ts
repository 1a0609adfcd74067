import { createContext, use, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Found, lookFor, type Wish } from './calls.ts';
import { type Act, useAct } from './use-act.ts';

/** Somebody on the phone: what they were found by, why, and the truth about them. */
export interface Call {
  readonly wish: Wish;
  readonly reason: string;
  readonly found: Found;
  /** The server's clock less the device's, in milliseconds, as far as an answer told. */
  readonly aheadMs: number;
}

/** One call at a time, kept in this page's memory and nowhere else: not in the address, in no storage, in no cache. */
export function useCalls() {
  const [call, setCall] = useState<Call | null>(null);
  const [hasEnded, setHasEnded] = useState(false);
  useEndOnLeaving(() => setCall(null));
  return {
    call,
    hasEnded,
    begin: (begun: Call) => setCall(begun),
    renew: (found: Found) => setCall((now) => (now === null ? null : { ...now, found })),
    end: () => {
      setCall(null);
      setHasEnded(true);
    },
  };
}

/** A page that is left may be kept by the browser as it stands, and shown again. */
function useEndOnLeaving(end: () => void): void {
  useEffect(() => {
    const leave = new AbortController();
    window.addEventListener('pagehide', () => flushSync(end), { signal: leave.signal });
    return () => leave.abort();
  });
}

export async function newCall(wish: Wish, reason: string, signal: AbortSignal): Promise<Call> {
  const found = await lookFor(wish, reason, signal);
  const aheadMs = found.by === 'person' ? Date.parse(found.truth.takenAt) - Date.now() : 0;
  return { wish, reason, found, aheadMs };
}

/** What every part of a call works with. */
export interface CallDesk extends Call {
  /** Looks again, after something was done. */
  readonly look: () => void;
  readonly looking: Act;
}

export const CallContext = createContext<CallDesk | null>(null);

/** The call a part belongs to; for parts of a call only. */
export function useCall(): CallDesk {
  const call = use(CallContext);
  if (call === null) throw new TypeError('nobody is on the phone');
  return call;
}

/** The call with what its parts may do with it. @param renew takes what was found anew */
export function useCallDesk(call: Call, renew: (found: Found) => void): CallDesk {
  const looking = useAct();
  const { wish, reason } = call;
  return {
    ...call,
    looking,
    look: () => looking.run(async (signal) => renew(await lookFor(wish, reason, signal))),
  };
}
