import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '@sunbeon/core';
import { bearerOf, cookieOf, SESSION_COOKIE } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';
import type { GateConfig } from '../config.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** {@link refuseForeignOrigin} for everything that Express answers. */
export function checkOrigin(config: GateConfig): RequestHandler {
  return (req, _res, next) => {
    refuseForeignOrigin(config, req.method, req.headers);
    next();
  };
}

/**
 * Refuses what another site makes a browser send with our cookie: an unsafe method, authorised by the cookie alone, must
 * come from a page of our own. Every browser in use says where a request comes from in `Origin` or `Sec-Fetch-Site`;
 * what says neither is no browser that could be misused, and `SameSite=Lax` stands behind this check.
 * @throws {Problem} `forbidden-origin`
 */
export function refuseForeignOrigin(
  { publicOrigins }: Pick<GateConfig, 'publicOrigins'>,
  method: string,
  headers: IncomingHttpHeaders,
): void {
  if (SAFE_METHODS.has(method)) return;
  const byCookieAlone = cookieOf({ headers }, SESSION_COOKIE) !== null && bearerOf({ headers }) === null;
  if (byCookieAlone && !isFromOurPages(headers, publicOrigins)) throw new Problem('forbidden-origin');
}

function isFromOurPages(headers: IncomingHttpHeaders, publicOrigins: readonly string[]): boolean {
  if (headers.origin !== undefined) return publicOrigins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}
