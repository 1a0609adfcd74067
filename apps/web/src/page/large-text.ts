import { quietly, storeOf } from '../kept/kept.ts';
import { say } from '../text/language.ts';
import { largeTextWords } from '../text/large-text-words.ts';
import { element } from './element.ts';

/** Apart from what is kept of a person: it stays when everything of theirs is forgotten. */
const KEY = 'large-text';

const { documentElement } = document;
const button = element('button', { type: 'button', id: KEY });

/** Puts the switch for large letters before `next`, worded anew, and takes up what was chosen on this device before. */
export function showLargeText(next: Element | null): void {
  const [sign = '', name] = say(largeTextWords);
  button.textContent = sign;
  button.ariaLabel = `${sign} ${name}`;
  next?.before(button);
}

function apply(isLarge: boolean): void {
  documentElement.classList.toggle(KEY, isLarge);
  button.ariaPressed = String(isLarge);
}

function remembered(): boolean {
  let isLarge = false;
  quietly(() => {
    isLarge = storeOf('device').getItem(KEY) === '1';
  });
  return isLarge;
}

button.addEventListener('click', () => {
  const isLarge = button.ariaPressed !== 'true';
  apply(isLarge);
  quietly(() => storeOf('device').setItem(KEY, isLarge ? '1' : '0'));
});
apply(remembered());
