import { createHash } from 'node:crypto';
import type { Language } from '@sunbeon/core';
import type { ProviderSettings } from '../identity/provider-settings.ts';
import { type Html, html } from './html.ts';
import type { PlainPage, PlainView } from './plain-view.ts';
import { type PlainWords, plainWords } from './words.ts';

const STYLE =
  'body{max-width:34rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.6 sans-serif}dd{margin:0 0 1rem;font-weight:bold}button{font:inherit;padding:.75rem 1.5rem}';

const SOONEST_AGAIN_SECONDS = 2;

/** Nothing runs, nothing is loaded, forms go to us alone; the one style is named by its digest. */
export const PLAIN_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Why something was refused, in words for people. */
export interface RefusalText {
  readonly title: string;
  readonly detail: string;
  /** After so many seconds trying again makes sense; `null` when it makes none. */
  readonly retryAfterSeconds: number | null;
}

/** The waiting page as one small document without any script. */
export function plainPage(
  page: PlainPage,
  providers: readonly ProviderSettings[],
  refusal: RefusalText | null,
): string {
  const { language, line } = page;
  const words = plainWords[language];
  const address = `/windows/${line.id}/plain`;
  const seconds = renewsAfter(page, refusal);
  const renewal = seconds === null ? html`` : html`<meta http-equiv="refresh" content="${seconds}; url=${address}">`;
  const body = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${renewal}
<title>${line.title}</title><style>${STYLE}</style></head>
<body><h1>${line.title}</h1>
${refusal === null ? html`` : html`<p role="alert"><strong>${refusal.title}</strong> ${refusal.detail}</p>\n`}${noticeOf(page)}${contentOf(page, words, providers)}
<p><a href="/">${words.windows}</a></p></body></html>
`;
  return body.text;
}

/**
 * What somebody gets who looks for a page while there is no room or the line is away: why, and the same address once more,
 * by itself, when it makes sense. The address is the browser's own, so that none can be slipped in.
 */
export function comeAgainPage({ title, detail, retryAfterSeconds }: RefusalText, language: Language): string {
  const seconds = retryAfterSeconds ?? SOONEST_AGAIN_SECONDS;
  const body = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="${seconds}">
<title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><p role="alert">${detail}</p><p>${plainWords[language].again}</p></body></html>
`;
  return body.text;
}

/** A page that says why it refused stays until it was read, unless trying again helps. */
function renewsAfter({ view, renewAfterSeconds }: PlainPage, refusal: RefusalText | null): number | null {
  if (refusal !== null) return refusal.retryAfterSeconds;
  return renews(view) ? renewAfterSeconds : null;
}

function renews({ kind }: PlainView): boolean {
  return kind !== 'closed' && kind !== 'finished' && kind !== 'verify' && kind !== 'open';
}

function contentOf(page: PlainPage, words: PlainWords, providers: readonly ProviderSettings[]): Html {
  const { view, line, language } = page;
  switch (view.kind) {
    case 'verify':
      return html`<p>${words.verify}</p>${providers.map(({ id, name }) => loginLink(id, words.verifyBy(name[language]), line.id))}`;
    case 'open':
      return html`<p>${words.open}</p><form method="post" action="/windows/${line.id}/plain"><button>${words.take}</button></form>`;
    case 'scheduled':
      return html`<p>${words.scheduled}</p><dl><dt>${words.opens}</dt><dd>${movedOf(page)}${instantText(line.opensAtMs, language)}</dd></dl><p>${words.again}</p>`;
    case 'lobby':
      return html`<p>${words.lobby}</p><p>${words.again}</p>`;
    case 'closed':
      return html`<p>${words.closed}</p>`;
    case 'waiting':
    case 'called':
    case 'admitted':
    case 'finished':
      return placeOf(page, view, words);
    default:
      return view satisfies never;
  }
}

/** What the operators tell everyone. */
function noticeOf({ line, language }: PlainPage): Html {
  return line.notice === null ? html`` : html`<p role="status"><strong>${line.notice[language]}</strong></p>\n`;
}

/** The opening that was announced before, struck through. */
function movedOf({ line: { movedFromMs, opensAtMs }, language }: PlainPage): Html {
  if (movedFromMs === null || movedFromMs === opensAtMs) return html``;
  return html`<s>${instantText(movedFromMs, language)}</s> `;
}

function placeOf({ line, language }: PlainPage, view: Extract<PlainView, { number: number }>, words: PlainWords): Html {
  const count = new Intl.NumberFormat(language);
  const isTurn = view.kind === 'called' || view.kind === 'admitted';
  const wait = view.eta === null ? words.unknown : words.minutes(...minutesOf(view.eta));
  const sentence = view.kind === 'waiting' ? waitingSentence(line.state, words) : words[view.kind];
  const ahead = html`<dt>${words.ahead}</dt><dd>${words.people(count.format(view.ahead))}</dd><dt>${words.expected}</dt><dd>${wait}</dd>`;
  const left = line.remaining === null ? html`` : html`<dt>${words.left}</dt><dd>${count.format(line.remaining)}</dd>`;
  return html`<p>${sentence}</p><dl><dt>${words.number}</dt><dd>${count.format(view.number)}</dd>${view.kind === 'waiting' ? ahead : html``}${left}</dl>
${isTurn ? html`<p><a href="/windows/${line.id}/book">${words.enter}</a></p><p>${words.byPhone}</p>` : html``}${view.kind === 'finished' ? html`` : html`<p>${words.again}</p>`}`;
}

function waitingSentence(state: PlainPage['line']['state'], words: PlainWords): string {
  if (state === 'paused' || state === 'exhausted' || state === 'closed') return words[state];
  return words.waiting;
}

function minutesOf({ low, high }: { readonly low: number; readonly high: number }): [string, string] {
  return [String(Math.floor(low / 60)), String(Math.max(1, Math.ceil(high / 60)))];
}

function loginLink(provider: string, text: string, windowId: string): Html {
  const query = new URLSearchParams({ returnTo: `/windows/${windowId}/plain` });
  return html`<p><a href="/v1/identity/login/${provider}?${query.toString()}">${text}</a></p>`;
}

function instantText(instantMs: number, language: PlainPage['language']): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Seoul' });
  return format.format(instantMs);
}
