import type { Language } from '@sunbeon/core';

const COOKIE = 'language';
const COOKIE_SECONDS = 365 * 24 * 3_600;

/** The language of the pages: what was chosen on this device before, else the browser's first of the two, else Korean. */
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

/** The language in force. */
export function language(): Language {
  current ??= preferredLanguage(document.cookie, navigator.languages);
  return current;
}

/** Changes the language of the pages, and keeps it on this device. */
export function chooseLanguage(chosen: Language): void {
  document.cookie = `${COOKIE}=${chosen}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax`;
  current = chosen;
  for (const listener of listeners) listener();
}

/** Calls `listener` after every change of language until the returned function is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
