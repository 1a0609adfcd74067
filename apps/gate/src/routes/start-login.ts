import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { GateContext } from '../context.ts';
import { cookieOptions } from '../http/cookies.ts';
import { publicOriginOf } from '../http/public-origin.ts';
import { beginLogin } from '../identity/login.ts';
import { keepAttempt } from '../identity/login-cookies.ts';
import { returnPathSchema } from '../identity/return-path.ts';

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
    keepAttempt(req, res, config.keys.session, attempt, cookieOptions(config, origin));
    res.set('Cache-Control', 'no-store').redirect(303, url.href);
  };
