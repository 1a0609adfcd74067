import type { Language, Translated } from '@sunbeon/core';

const COOKIE = 'language';
const COOKIE_SECONDS = 365 * 24 * 3_600;

/**
 * The language of the pages: what was chosen before (cookie), else whichever of Korean and English the browser asks for
 * first, else Korean — the same rule by which the gate words its problems.
 */
export function preferredLanguage(cookies: string, browserLanguages: readonly string[]): Language {
  const chosen = /(?:^|;\s*)language=(ko|en)(?:;|$)/.exec(cookies)?.[1];
  const first = chosen ?? browserLanguages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return first === 'en' ? 'en' : 'ko';
}

function isLanguage(tag: string): tag is Language {
  return tag === 'ko' || tag === 'en';
}

let current: Language | null = null;
const listeners = new Set<() => void>();

/** The language in force on this page: its own if it is built for one, else what the visitor reads. */
export function language(): Language {
  current ??= ownLanguage() ?? preferredLanguage(document.cookie, navigator.languages);
  return current;
}

/** The language of a page that has words of no other. */
function ownLanguage(): Language | null {
  const own = document.documentElement.dataset['language'] ?? '';
  return isLanguage(own) ? own : null;
}

/** Changes the language of this page and of every page opened later; a page that has only one is loaded in the other. */
export function chooseLanguage(chosen: Language): void {
  document.cookie = `${COOKIE}=${chosen}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax`;
  if (ownLanguage() !== null) {
    location.reload();
    return;
  }
  current = chosen;
  for (const listener of listeners) listener();
}

/** Calls `listener` after every change of language until the returned function is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The text in the language in force. */
export function say<Text>(text: Translated<Text>): Text {
  return text[language()];
}
