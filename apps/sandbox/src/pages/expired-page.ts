import type { Language } from '@sunbeon/core';
import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import { textsIn } from './texts.ts';

/** A login that cannot go on; `reason` is the protocol's own word for it, for whoever builds a client. */
export function renderExpiredPage(language: Language, reason: string | null = null): Html {
  const { login } = textsIn(language);
  const body = html`<p>${login.expired}</p>${reason === null ? null : html`<p class="hint" lang="en">${reason}</p>`}`;
  return renderPage({ language, title: login.expiredTitle, body });
}
