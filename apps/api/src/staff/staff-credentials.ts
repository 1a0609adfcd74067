import { createHash } from 'node:crypto';
import { Problem } from '@sunbeon/core';
import type { CookieOptions, Request } from 'express';

/** The cookie that carries a member's session in a browser. */
export const STAFF_COOKIE = 'sunbeon_staff';
/** The cookie by which a browser a member has logged in from is known again. */
export const DEVICE_COOKIE = 'sunbeon_staff_device';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a token looks like: 32 bytes in base64url, or a staff key. */
const BEARER = /^Bearer ([\w.~+/=-]{1,512})$/i;

/** What a request is authorised by, and whether a browser sent it along by itself. */
export interface StaffCredential {
  readonly token: string;
  readonly byCookie: boolean;
}

/** The token of `Authorization: Bearer …`, else of the session cookie; `null` without either. */
export function credentialOf(req: Request): StaffCredential | null {
  const bearer = BEARER.exec(req.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const cookie = cookieOf(req, STAFF_COOKIE);
  return cookie === null ? null : { token: cookie, byCookie: true };
}

/** The value of a cookie; the first when a browser sends several of the same name. */
export function cookieOf(req: Request, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/**
 * Refuses what another site makes a browser send with our cookie: what changes something and is authorised by the cookie
 * alone has to come from a page of this very door. `SameSite=Strict` stands behind this check.
 * @throws {Problem} `forbidden-origin`
 */
export function refuseForeignOrigin(req: Request, { byCookie }: Pick<StaffCredential, 'byCookie'>): void {
  if (!byCookie || SAFE_METHODS.has(req.method) || isFromThisDoor(req)) return;
  throw new Problem('forbidden-origin');
}

function isFromThisDoor({ headers }: Request): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === host;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/** SHA-256 of a token, by which it is recognised without being kept. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Out of reach of scripts and other sites; over TLS alone in production. */
export function staffCookieOptions(production: boolean, expires: Date): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: production, path: '/', expires };
}
