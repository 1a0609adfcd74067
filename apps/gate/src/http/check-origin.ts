import { Problem } from '@sunbeon/core';
import type { Request, RequestHandler } from 'express';
import type { GateConfig } from '../config.ts';
import { bearerOf, SESSION_COOKIE } from './credentials.ts';
import { cookieOf } from './cookies.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send with our cookie: an unsafe method, authorised by the cookie alone, must
 * come from a page of our own. Every browser in use says where a request comes from in `Origin` or `Sec-Fetch-Site`;
 * what says neither is no browser that could be misused, and `SameSite=Lax` stands behind this check.
 */
export function checkOrigin({ publicOrigins }: GateConfig): RequestHandler {
  return (req, _res, next) => {
    const riskful = !SAFE_METHODS.has(req.method) && bearerOf(req) === null && cookieOf(req, SESSION_COOKIE) !== null;
    if (riskful && !isFromOurPages(req, publicOrigins)) throw new Problem('forbidden-origin');
    next();
  };
}

function isFromOurPages({ headers }: Request, publicOrigins: readonly string[]): boolean {
  if (headers.origin !== undefined) return publicOrigins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}
