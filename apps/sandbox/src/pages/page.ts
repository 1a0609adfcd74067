import type { Language } from '@sunbeon/core';
import type { Response } from 'express';
import { type Html, html } from './html.ts';
import { textsIn } from './texts.ts';

interface Page {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Where the same page is in the other language. */
  readonly otherLanguageHref?: string;
  /** Seconds after which the browser loads the page again. */
  readonly refreshSeconds?: number;
}

/** A whole page; without scripts, readable on a phone. */
export function renderPage({ language, title, body, otherLanguageHref, refreshSeconds }: Page): Html {
  const texts = textsIn(language);
  const other: Language = language === 'ko' ? 'en' : 'ko';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refreshSeconds === undefined ? null : html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title}</title>
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header><p><a href="/?lang=${language}">${texts.sandbox}</a></p>${
    otherLanguageHref === undefined
      ? null
      : html`<p><a href="${otherLanguageHref}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a></p>`
  }</header>
<p class="notice">${texts.notReal}</p>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

/**
 * Sends a page that may load nothing but its own style sheet. A form may also lead to `formTargets`: browsers check the
 * whole chain of redirects that follows a form.
 */
export function sendPage(res: Response, status: number, page: Html, formTargets: readonly string[] = []): void {
  const formAction = ["'self'", ...formTargets].join(' ');
  res
    .status(status)
    .set({
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction}`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Language',
    })
    .type('html')
    .send(page.text);
}
