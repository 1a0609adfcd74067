import { language, say } from '../text/language.ts';
import { spanText } from '../text/moments.ts';
import { familyWords } from './words.ts';

/** Says in every element that carries an instant in `data-until` how long it is until then. */
export function showTimeLeft(area: HTMLElement): void {
  for (const target of area.querySelectorAll<HTMLElement>('[data-until]')) {
    const leftMs = Date.parse(target.dataset['until'] ?? '') - Date.now();
    const text = leftMs > 0 ? say(familyWords).codeLeft(spanText(leftMs, language())) : '';
    if (target.textContent !== text) target.textContent = text;
  }
}
