import { ServerClock } from '../gate/server-clock.ts';
import { language, say } from '../text/language.ts';
import { spanText } from '../text/moments.ts';
import { familyWords } from './words.ts';

const clock = new ServerClock();

/** Takes note of the server's time in an answer that has just come: the clock of the device may be wrong by hours. */
export function noteServerTime(iso: string): void {
  clock.sample(Date.parse(iso), performance.now());
}

/** Says in every element that carries an instant in `data-until` how long it is until then, as far as the time is known. */
export function showTimeLeft(area: HTMLElement): void {
  const nowMs = clock.at(performance.now());
  for (const target of area.querySelectorAll<HTMLElement>('[data-until]')) {
    const leftMs = nowMs === null ? 0 : Date.parse(target.dataset['until'] ?? '') - nowMs;
    const text = leftMs > 0 ? say(familyWords).codeLeft(spanText(leftMs, language())) : '';
    if (target.textContent !== text) target.textContent = text;
  }
}
