import { SESSION_COOKIE } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { cookieOptions } from '../http/cookies.ts';
import { publicOriginOf } from '../http/public-origin.ts';

/** `DELETE /v1/identity/session`: the browser forgets who it is; the place in line stays the person's. */
export const endSession =
  ({ config }: GateContext): RequestHandler =>
  (req, res) => {
    const options = cookieOptions(config, publicOriginOf(config, req));
    res.clearCookie(SESSION_COOKIE, options).set('Cache-Control', 'no-store').status(204).end();
  };
