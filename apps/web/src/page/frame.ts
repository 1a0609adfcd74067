import { frameWords } from '../text/frame-words.ts';
import { language, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { setUpHeader } from './header.ts';

/** Sets up the header of a page that can be in either language, words it and the footer anew, and calls `paint`, now and after each change. */
export function setUpFrame(paint: () => void): void {
  setUpHeader(() => {
    paintFrame();
    paint();
  });
}

function paintFrame(): void {
  const words = { ...say(frameWords), name: say(pageWords).name };
  document.documentElement.lang = language();
  for (const word of ['name', 'windows', 'me', 'koreaTime'] as const) {
    for (const target of document.querySelectorAll(`[data-word=${word}]`)) target.textContent = words[word];
  }
  const link = document.getElementById('other-language');
  if (link === null) return;
  link.textContent = words.otherLanguage;
  link.lang = language() === 'ko' ? 'en' : 'ko';
}
