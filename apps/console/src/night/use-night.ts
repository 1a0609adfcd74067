import { useEffect, useSyncExternalStore } from 'react';
import { type Heard, nightFeed } from './night-feed.ts';

/**
 * The night as it is heard, for as long as the page is shown; a page in the background lets go of the stream, which a browser
 * has few of, unless it is to be kept.
 */
export function useNight({ kept }: { readonly kept: boolean }): Heard {
  useEffect(() => {
    let leave = nightFeed.watch();
    let isWatching = true;
    const listening = new AbortController();
    const change = () => {
      const watches = kept || document.visibilityState === 'visible';
      if (watches === isWatching) return;
      isWatching = watches;
      if (watches) leave = nightFeed.watch();
      else leave();
    };
    document.addEventListener('visibilitychange', change, { signal: listening.signal });
    return () => {
      listening.abort();
      if (isWatching) leave();
    };
  }, [kept]);
  return useSyncExternalStore(nightFeed.subscribe, nightFeed.heard);
}
