import type { Language } from '@sunbeon/core';
import type { Plugin } from 'vite';
import { frameWords } from './src/text/frame-words.ts';
import { pageWords } from './src/text/page-words.ts';

const WORDS = /words\.ts$/;
const BOTH = '{ ko, en }';
const FRAME = ['name', 'windows', 'me', 'koreaTime'] as const;

/**
 * Builds a page for one language: it carries no words of the other, and says so (`data-language`); whoever changes the
 * language loads the other page. The gate sends whichever is read first: `page.html` is in Korean, `page.en.html` in English.
 */
export function oneLanguage(page: string, language: Language): Plugin {
  return {
    name: 'one-language',
    enforce: 'pre',
    transform(code, id) {
      if (WORDS.test(id)) return code.replace(BOTH, `{ ${language} }`);
      // What is worded for the other language alone is never said, and left out.
      return code.replaceAll(/\blanguage === '(ko|en)'/g, (_asked, asked) => String(asked === language));
    },
    transformIndexHtml: (html) =>
      compact(language === 'ko' ? html : inEnglish(html)).replace('<html', `<html data-language="${language}"`),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const file = bundle[page];
        if (language === 'ko' || file?.type !== 'asset') return;
        delete bundle[page];
        this.emitFile({ type: 'asset', fileName: page.replace('.html', '.en.html'), source: file.source });
      },
    },
  };
}

/** The words stand in the page already, and nobody sees the blanks between its parts. */
function compact(html: string): string {
  return html.replaceAll(/\s+data-word="\w+"/g, '').replaceAll(/>\s+</g, '><');
}

function inEnglish(html: string): string {
  const en = { ...frameWords.en, name: pageWords.en.name };
  let page = html
    .replace('<html lang="ko">', '<html lang="en">')
    .replace('예방접종 예약</h1>', 'Vaccination booking</h1>')
    .replace('불러오는 중입니다.', 'Loading.');
  for (const word of FRAME) page = page.replace(new RegExp(`(data-word="${word}"[^>]*>)[^<]*`), `$1${en[word]}`);
  return page.replace('lang="en">English<', `lang="ko">${en.otherLanguage}<`);
}
