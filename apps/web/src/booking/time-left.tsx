import { language, say } from '../text/language.ts';
import { clockText } from '../text/moments.ts';
import { bookingWords } from './words.ts';

const MINUTE_MS = 60_000;

/** Until when the visitor can book; it speaks of minutes only, and is read out only when it gets short. */
export function TimeLeft({ expiresAtMs, nowMs }: { readonly expiresAtMs: number; readonly nowMs: number }) {
  const words = say(bookingWords);
  const minutes = Math.floor((expiresAtMs - nowMs) / MINUTE_MS);
  const left = minutes < 1 ? words.lastMinute : words.minutesLeft(minutes);
  return (
    <p className="time-left">
      {words.until(clockText(expiresAtMs, language()))} <strong>{left}</strong>
      <output className="unseen">{minutes <= 1 ? left : ''}</output>
    </p>
  );
}
