import { countText } from '../text/moments.ts';
import type { View } from './view.ts';
import type { Wording } from './words.ts';

/** A position is read out at most this often, and only when it has moved noticeably. */
const QUIET_MS = 60_000;
const NOTICEABLE_SHARE = 0.1;

/** What a screen reader was told last, and when by the monotonic counter. */
export interface Spoken {
  readonly view: View;
  readonly atMs: number;
}

/** What to read out now, or `null` to keep silent: a new state at once, the position once a minute if it has moved by a tenth. */
export function announcementOf(view: View, spoken: Spoken | null, atMs: number, words: Wording): string | null {
  if (view.kind === 'loading') return null;
  if (spoken?.view.kind !== view.kind) {
    const sentence = words.sentences[view.kind];
    return view.kind === 'waiting' ? `${sentence} ${words.announceAhead(countText(view.ahead))}` : sentence;
  }
  if (view.kind !== 'waiting' || spoken.view.kind !== 'waiting' || atMs - spoken.atMs < QUIET_MS) return null;
  const moved = spoken.view.ahead - view.ahead;
  return moved >= spoken.view.ahead * NOTICEABLE_SHARE && moved > 0 ? words.announceAhead(countText(view.ahead)) : null;
}
