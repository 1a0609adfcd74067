import { Problem } from '@sunbeon/core';
import { signLoginAttempt } from '@sunbeon/crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { GateContext } from '../context.ts';
import { cookieOptions } from '../http/cookies.ts';
import { publicOriginOf } from '../http/public-origin.ts';
import { beginLogin, CALLBACK_PATH, LOGIN_LIMIT_MS } from '../identity/login.ts';
import { returnPathSchema } from '../identity/return-path.ts';

/** The cookie that ties a login to the browser that began it; only the callback sees it. */
export const LOGIN_COOKIE = 'sunbeon_login';

const loginQuerySchema = z.strictObject({ returnTo: returnPathSchema.default('/') });

/** `GET /v1/identity/login/:provider?returnTo=`: sends the browser to the provider. */
export const startLogin =
  ({ config, providers }: GateContext): RequestHandler =>
  async (req, res) => {
    const { returnTo } = loginQuerySchema.parse(req.query);
    const provider = providers.get(String(req.params['provider']));
    if (provider === undefined) throw new Problem('provider-unknown');
    const origin = publicOriginOf(config, req);
    const { url, attempt } = await beginLogin(provider, { origin, returnTo });
    res
      .cookie(LOGIN_COOKIE, signLoginAttempt(config.keys.session, attempt), {
        ...cookieOptions(config, origin),
        path: CALLBACK_PATH,
        maxAge: LOGIN_LIMIT_MS,
      })
      .set('Cache-Control', 'no-store')
      .redirect(303, url.href);
  };
