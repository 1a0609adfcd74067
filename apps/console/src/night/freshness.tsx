import { exactTimeText, timeText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import type { Heard } from './night-feed.ts';
import { nightWords } from './words.ts';

/** Whether what is shown is how things stand now, and if not, from when it is. */
export function Freshness({ heard }: { readonly heard: Heard }) {
  const words = useWords(nightWords);
  const { state, night } = heard;
  if (state === 'joining') return <output className="progress">{words.joining}</output>;
  if (state === 'live' && night !== null) {
    return (
      <p className="live">
        <span aria-hidden="true">● </span>
        {words.live} <time className="soft numbers">{exactTimeText(night.serverTime)}</time>
      </p>
    );
  }
  const asOf = night === null ? null : timeText(night.serverTime);
  const lost = asOf === null ? words.never : words.lost(asOf);
  const ended = asOf === null ? words.endedUnseen : words.ended(asOf);
  return (
    <p role="alert" className="lost">
      {state === 'ended' ? ended : lost}
    </p>
  );
}
