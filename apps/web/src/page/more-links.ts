import type { Translated } from '@sunbeon/core';
import { language, onLanguage, say } from '../text/language.ts';
import { element, fill } from './element.ts';

interface MoreWords {
  readonly label: string;
  readonly family: string;
  readonly data: string;
  readonly trust: string;
}

const words: Translated<MoreWords> = {
  ko: { label: '더 보기', family: '가족 대신 예약', data: '내 정보', trust: '순번의 원리' },
  en: { label: 'More pages', family: 'For my family', data: 'My data', trust: 'How the line works' },
};

const links = element('nav', { class: 'more-links' });

/** Puts the ways to the pages about the line into the footer; the waiting page does without. */
export function showMoreLinks(): void {
  const show = (): void => {
    const { label, family, data, trust } = say(words);
    links.ariaLabel = label;
    fill(links, language(), () => [way('/family', family), way('/me/data', data), way('/trust', trust)]);
  };
  document.querySelector('footer')?.prepend(links);
  onLanguage(show);
  show();
}

function way(href: string, text: string): HTMLElement {
  return element('a', location.pathname === href ? { href, 'aria-current': 'page' } : { href }, text);
}
