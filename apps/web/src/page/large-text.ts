import { language } from '../text/language.ts';
import { element } from './element.ts';

/** Apart from what is kept of a person: it stays when everything of theirs is forgotten. */
const KEY = 'large-text';
const WORDS = { ko: ['가+', '큰 글씨'], en: ['A+', 'Large text'] } as const;

const { documentElement } = document;
const button = element('button', { type: 'button', id: KEY });

/** Puts the switch for large letters before `next`, worded anew, and takes up what was chosen on this device before. */
export function showLargeText(next: Element | null): void {
  const [sign, name] = WORDS[language()];
  button.textContent = sign;
  button.ariaLabel = `${sign} ${name}`;
  next?.before(button);
}

function apply(isLarge: boolean): void {
  documentElement.classList.toggle(KEY, isLarge);
  button.ariaPressed = String(isLarge);
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

button.addEventListener('click', () => {
  const isLarge = !remembered();
  apply(isLarge);
  try {
    localStorage.setItem(KEY, isLarge ? '1' : '0');
  } catch {
    // Nothing is kept on this device: the switch holds for this page.
  }
});
apply(remembered());
