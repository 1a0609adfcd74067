import { chooseLanguage, language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { showActingFor } from './acting-for.ts';
import { showLargeText } from './large-text.ts';

const FRAME_WORDS = ['name', 'windows', 'me', 'koreaTime'] as const;

/** Words the header and footer, says for whom the visitor acts, makes the links for language and large letters work, and calls `paint` now and after each change of language. */
export function setUpFrame(paint: () => void): void {
  const link = document.getElementById('other-language');
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    chooseLanguage(language() === 'ko' ? 'en' : 'ko');
  });
  const paintAll = () => {
    paintFrame(link);
    showActingFor();
    showLargeText(link);
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
    const word = FRAME_WORDS.find((known) => known === target.dataset['word']);
    if (word) target.textContent = words[word];
  }
  if (link === null) return;
  link.textContent = words.otherLanguage;
  link.lang = other;
}
