import type { Language, Translated } from '@sunbeon/core';
import { en } from './words-en.ts';
import { ko } from './words-ko.ts';

/** The words of the waiting page: Korean says which there are, and English has them all. */
export type WaitingWords = typeof ko;

/** The words of one language. */
export interface Wording extends WaitingWords {
  readonly language: Language;
}

const waitingWords: Translated<WaitingWords> = { ko, en };

/** What the waiting page says in a language. */
export function wordsIn(language: Language): Wording {
  return { language, ...waitingWords[language] };
}
