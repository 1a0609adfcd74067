import type { Language, Translated } from '@sunbeon/core';
import { useSyncExternalStore } from 'react';
import { language, onLanguage } from './language.ts';

/** The language in force; whoever uses it is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language);
}

/** The words of a page in the language in force. */
export function useWords<Words>(words: Translated<Words>): Words {
  return words[useLanguage()];
}
