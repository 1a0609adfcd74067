import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';
import { pageLanguage } from '../pages/language.ts';
import { renderLoginPage } from '../pages/login-page.ts';
import { sendPage } from '../pages/page.ts';

/** `GET /login/:uid`: who would you like to be? */
export const showLogin =
  ({ provider, formTargets }: SandboxContext): RequestHandler =>
  async (req, res) => {
    const { uid } = await provider.interactionDetails(req, res);
    sendPage(res, 200, renderLoginPage(pageLanguage(req), `/login/${uid}`), formTargets);
  };
