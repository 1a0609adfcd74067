import { formatInSeoul, type Language } from '@sunbeon/core';
import type { InboxMessage, InboxStats } from '../carrier/inbox.ts';
import { phoneAtHome } from '../identity/phone.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import { textsIn } from './texts.ts';

const REFRESH_SECONDS = 3;

interface InboxView {
  readonly language: Language;
  /** As the visitor entered it; empty for everyone's messages. */
  readonly phone: string;
  readonly messages: readonly InboxMessage[];
  readonly stats: InboxStats;
}

/** The newest messages, of one phone or of all. The page renews itself, so nothing is typed here. */
export function renderInboxPage({ language, phone, messages, stats }: InboxView): Html {
  const { inbox } = textsIn(language);
  const elsewhere = phone === '' ? null : html` · <a href="/inbox?lang=${language}">${inbox.all}</a>`;
  const body = html`<p>${inbox.lead} ${inbox.counts(stats.received, stats.delivered)}</p>
<p>${phone === '' ? null : html`<strong>${phone}</strong> · `}<a href="/?lang=${language}#find">${inbox.find}</a>${elsewhere}</p>
${messages.length === 0 ? html`<p>${inbox.empty}</p>` : messages.map((message) => articleOf(message, language))}`;
  const other: Language = language === 'ko' ? 'en' : 'ko';
  const otherLanguageHref = `/inbox?lang=${other}&phone=${encodeURIComponent(phone)}`;
  return renderPage({ language, title: inbox.title, body, otherLanguageHref, refreshSeconds: REFRESH_SECONDS });
}

function articleOf(message: InboxMessage, language: Language): Html {
  const { inbox } = textsIn(language);
  const receivedAt = new Date(message.receivedAtMs);
  return html`<article>
<p><a href="/inbox?lang=${language}&amp;phone=${encodeURIComponent(message.to)}">${phoneAtHome(message.to)}</a> <time datetime="${receivedAt.toISOString()}">${formatInSeoul(receivedAt, 'yyyy-MM-dd HH:mm:ss')}</time></p>
<p class="text">${message.text}</p>
<p class="state">${message.deliveredAtMs === null ? inbox.onItsWay : inbox.delivered} · ${message.from}</p>
</article>
`;
}
