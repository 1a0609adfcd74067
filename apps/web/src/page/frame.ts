import { chooseLanguage, language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';

/** Words the header and footer, makes the language link work, and calls `paint` now and after each change of language. */
export function setUpFrame(paint: () => void): void {
  const link = document.getElementById('other-language');
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    chooseLanguage(language() === 'ko' ? 'en' : 'ko');
  });
  const paintAll = () => {
    paintFrame(link);
    paint();
  };
  onLanguage(paintAll);
  paintAll();
}

function paintFrame(link: HTMLElement | null): void {
  const words = say(pageWords);
  const other = language() === 'ko' ? 'en' : 'ko';
  document.documentElement.lang = language();
  for (const target of document.querySelectorAll<HTMLElement>('[data-word]')) {
    const word = target.dataset['word'];
    if (word === 'name' || word === 'windows' || word === 'me' || word === 'koreaTime')
      target.textContent = words[word];
  }
  if (link === null) return;
  link.textContent = words.otherLanguage;
  link.lang = other;
}
