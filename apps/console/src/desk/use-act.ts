import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is asked of the server, and what came of it. Nothing of it is kept once the part that asked is gone. */
export interface Act {
  readonly busy: boolean;
  readonly problem: Error | null;
  /** One thing at a time; what is under way is left alone, and its answer unheard, when the part goes. */
  readonly run: (job: (signal: AbortSignal) => Promise<void>) => void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const run = useCallback((job: (signal: AbortSignal) => Promise<void>) => {
    const { signal } = leaving.current;
    const settle = (error: Error | null) => {
      if (signal.aborted) return;
      setProblem(error);
      setBusy(false);
    };
    setBusy(true);
    setProblem(null);
    job(signal).then(
      () => settle(null),
      (error: unknown) => settle(error instanceof Error ? error : new TypeError(String(error))),
    );
  }, []);
  return { busy, problem, run };
}
