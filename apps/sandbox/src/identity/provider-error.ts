import { languages } from '@sunbeon/core';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { renderExpiredPage } from '../pages/expired-page.ts';

/** What the provider says when it cannot send the browser back: the protocol's error, on a page of ours. */
export function renderProviderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  const preferred = ctx.acceptsLanguages([...languages]);
  const language = preferred === 'en' ? 'en' : 'ko';
  const reason = [out.error, out.error_description].filter((part) => part !== undefined).join(': ');
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  ctx.type = 'html';
  ctx.body = renderExpiredPage(language, reason).text;
}
