import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';
import { deskOf } from '../identity/identity-desk.ts';
import { pageLanguage } from '../pages/language.ts';
import { renderLoginPage } from '../pages/login-page.ts';
import { sendPage } from '../pages/page.ts';

/** `GET /login/:provider/:uid`: who would you like to be? */
export const showLogin =
  ({ desks, formTargets }: SandboxContext): RequestHandler =>
  async (req, res) => {
    const { agency, provider } = deskOf(desks, req.params['provider']);
    const { uid } = await provider.interactionDetails(req, res);
    sendPage(res, 200, renderLoginPage(pageLanguage(req), `/login/${agency.id}/${uid}`), formTargets);
  };
