import { type IdentityView, maskedName } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { sessionOf } from '../http/credentials.ts';
import { renewSession } from '../http/session-cookie.ts';
import { openOwnContact } from '../identity/open-own-contact.ts';
import { iso } from '../window/window-views.ts';

/** `GET /v1/identity/me`: as much of the session as its owner needs to recognise it. Every page asks; one in use is renewed. */
export const identityMe =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const session = sessionOf(context, req);
    const { personKey, birthDate, sealedContact } = session;
    const { name } = await openOwnContact(context, { personKey, sealedContact });
    const { expiresAtMs } = renewSession(context, req, res, session);
    const view: IdentityView = { maskedName: maskedName(name), birthDate, expiresAt: iso(expiresAtMs) };
    res.set('Cache-Control', 'no-store').json(view);
  };
