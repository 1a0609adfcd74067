import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/** How long nothing has to be typed until the server is asked. */
const TYPING_MS = 250;
const MAX_SEARCH_LENGTH = 100;
const NAME = 'search';

/** What is searched for: as it is typed, and as it was last asked. */
export interface Search {
  readonly typed: string;
  readonly asked: string;
  readonly type: (text: string) => void;
}

/** A search that stands in the address of the page, so that the way back leads to it. */
export function useSearch(isUsed: boolean): Search {
  const [params, setParams] = useSearchParams();
  const asked = isUsed ? (params.get(NAME) ?? '') : '';
  const [typed, setTyped] = useState(asked);
  useEffect(() => {
    const text = typed.trim();
    if (!isUsed || text === asked) return undefined;
    const timer = setTimeout(() => setParams((now) => withSearch(now, text), { replace: true }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, isUsed, setParams]);
  return { typed, asked, type: (text) => setTyped(text.slice(0, MAX_SEARCH_LENGTH)) };
}

function withSearch(params: URLSearchParams, text: string): URLSearchParams {
  const changed = new URLSearchParams(params);
  if (text === '') changed.delete(NAME);
  else changed.set(NAME, text);
  return changed;
}
