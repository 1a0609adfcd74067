import { useEffect, useState } from 'react';
import { useWords } from '../text/words.ts';
import { approvalWords } from './words.ts';

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

/** How long somebody may still decide, in whole minutes. */
export function TimeLeft({ until }: { readonly until: string }) {
  const words = useWords(approvalWords);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNowMs(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(ticking);
  }, []);
  return <>{words.leftText(Math.max(0, Math.floor((Date.parse(until) - nowMs) / MINUTE_MS)))}</>;
}
