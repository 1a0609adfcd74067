import { type Language, Problem, problemDocument } from '@sunbeon/core';
import type { Session } from '@sunbeon/crypto';
import { cookieOf, languageOf, SESSION_COOKIE } from '@sunbeon/service-kit';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { GateContext } from '../context.ts';
import { onlyMethods } from '../http/only-methods.ts';
import { renewSession } from '../http/session-cookie.ts';
import { PLAIN_POLICY, plainPage, type RefusalText } from '../plain/plain-page.ts';
import { plainView, renewAfterSeconds } from '../plain/plain-view.ts';
import { plainWords } from '../plain/words.ts';
import { statusPageOf } from '../window/status-page.ts';
import { joinWindow } from './join-window.ts';

const PATH = '/windows/:id/plain';

/**
 * `/windows/:id/plain`: the waiting page for browsers that run no script. It says the same truth as the other one, from
 * the session cookie alone; a form takes the number. The page proper sends such browsers here by `?plain`.
 */
export function plainWindow(context: GateContext): Router {
  const router = Router();
  const join = joinWindow(context);
  router.get('/windows/:id', (req, res, next) => {
    if (req.query['plain'] === undefined) next();
    else res.set('Cache-Control', 'no-store').redirect(303, addressOf(req));
  });
  const take: RequestHandler = async (req, res) => {
    try {
      await join({ id: String(req.params['id']), headers: req.headers, query: '', body: undefined });
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'window-unknown') throw error;
      await show(context, req, res, error);
      return;
    }
    res.set('Cache-Control', 'no-store').redirect(303, addressOf(req));
  };
  router
    .route(PATH)
    .get((req, res) => show(context, req, res, null))
    .post(take)
    .all(onlyMethods('GET', 'POST'));
  return router;
}

async function show(context: GateContext, req: Request, res: Response, refusal: Problem | null): Promise<void> {
  const page = await statusPageOf(context, String(req.params['id']));
  if (page === null) throw new Problem('window-unknown');
  const language = languageOf(req);
  const line = page.status;
  const session = sessionIn(context, req);
  if (session !== null) renewSession(context, req, res, session);
  const view = await plainView(context, line, session);
  const shown = { language, line, view, renewAfterSeconds: renewAfterSeconds(view) };
  const problem = refusal === null ? null : refusalText(refusal, language);
  if (refusal?.retryAfterSeconds != null) res.set('Retry-After', String(refusal.retryAfterSeconds));
  res
    .status(refusal?.status ?? 200)
    .set({
      'Cache-Control': 'no-store',
      'Content-Language': language,
      'Content-Security-Policy': PLAIN_POLICY,
      // Under `no-referrer` a browser sends the form with `Origin: null`, and nobody could tell that it is ours.
      'Referrer-Policy': 'same-origin',
      Vary: 'Accept-Language, Cookie',
    })
    .type('html')
    .send(plainPage(shown, context.config.identityProviders, problem));
}

function refusalText({ code, facts, retryAfterSeconds }: Problem, language: Language): RefusalText {
  const { title, detail } = problemDocument(code, language);
  const { rules } = plainWords[language];
  const rule = Object.entries(rules).find(([name]) => name === facts['rule']);
  return { title, detail: rule?.[1] ?? detail, retryAfterSeconds };
}

/** The session of the cookie; somebody whose session has expired is asked to verify again, as somebody new is. */
function sessionIn({ sessions }: GateContext, req: Request): Session | null {
  return sessions.find(cookieOf(req, SESSION_COOKIE));
}

function addressOf(req: Request): string {
  return `/windows/${encodeURIComponent(String(req.params['id']))}/plain`;
}
