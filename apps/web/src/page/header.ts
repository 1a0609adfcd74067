import { chooseLanguage, language, onLanguage } from '../text/language.ts';
import { showActingFor } from './acting-for.ts';
import { showLargeText } from './large-text.ts';

/**
 * Says for whom the visitor acts, makes the link to the other language and the switch for large letters work, and calls
 * `paint` now and after each change of language.
 */
export function setUpHeader(paint: () => void): void {
  const link = document.getElementById('other-language');
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    chooseLanguage(language() === 'ko' ? 'en' : 'ko');
  });
  const paintAll = () => {
    showActingFor();
    showLargeText(link);
    paint();
  };
  onLanguage(paintAll);
  paintAll();
}
