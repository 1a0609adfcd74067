import { useEffect, useRef, useState } from 'react';
import { ConsoleProblem } from '../api/console-problem.ts';
import { download, type ExportWish, NOTHING_RECEIVED, type Received } from './download.ts';
import { saveFile } from './save-file.ts';

interface Downloading {
  readonly received: Received;
  readonly isUnderWay: boolean;
  readonly problem: Error | null;
  /** Broke off in the middle: begun again, it goes on. */
  readonly isBroken: boolean;
}

const IDLE: Downloading = { received: NOTHING_RECEIVED, isUnderWay: false, problem: null, isBroken: false };

/** Downloads an export and gives it to whoever sits there once it is whole. */
export function useDownload() {
  const [state, setState] = useState<Downloading>(IDLE);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const begin = async (wish: ExportWish) => {
    let received = state.isBroken ? state.received : NOTHING_RECEIVED;
    setState({ ...IDLE, received, isUnderWay: true });
    try {
      for await (received of download(wish, received, leaving.current.signal)) {
        setState({ ...IDLE, received, isUnderWay: true });
      }
      setState({ ...IDLE, received });
      const name = `${[wish.window, wish.kind].filter(Boolean).join('-')}.csv`;
      saveFile(name, new Blob([...received.parts], { type: 'text/csv' }));
    } catch (error) {
      if (leaving.current.signal.aborted) return;
      const isRefused = error instanceof ConsoleProblem;
      setState({ ...IDLE, received, problem: isRefused ? error : null, isBroken: !isRefused });
    }
  };
  return { ...state, begin: (wish: ExportWish) => void begin(wish), reset: () => setState(IDLE) };
}
