import type { IncomingHttpHeaders } from 'node:http';
import type { CookieOptions } from 'express';
import type { GateConfig } from '../config.ts';

/** The value of a cookie; the first when a browser sends several of the same name. */
export function cookieOf({ headers }: { readonly headers: IncomingHttpHeaders }, name: string): string | null {
  if (headers.cookie === undefined) return null;
  for (const pair of headers.cookie.split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** How our cookies are set: out of reach of scripts and of other sites, and over TLS wherever citizens use it. */
export function cookieOptions(config: GateConfig, origin: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: config.production || origin.startsWith('https:'), path: '/' };
}
