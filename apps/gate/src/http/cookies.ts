import type { CookieOptions } from 'express';
import type { GateConfig } from '../config.ts';

/** How our cookies are set: out of reach of scripts and of other sites, and over TLS wherever citizens use it. */
export function cookieOptions(config: GateConfig, origin: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: config.production || origin.startsWith('https:'), path: '/' };
}
