import { type RequestHandler, Router } from 'express';
import type { GateContext } from './context.ts';
import { jsonBody } from './http/json-body.ts';
import { onlyMethods } from './http/only-methods.ts';
import { endSession } from './routes/end-session.ts';
import { finishLogin } from './routes/finish-login.ts';
import { forwardToApi } from './routes/forward-to-api.ts';
import { identityMe } from './routes/identity-me.ts';
import { listProviders } from './routes/list-providers.ts';
import { listSites } from './routes/list-sites.ts';
import { listWindows } from './routes/list-windows.ts';
import { startLogin } from './routes/start-login.ts';
import { askTurnText, cancelTurnText, readTurnText } from './routes/turn-text.ts';
import { keepDraft, readDraft } from './routes/window-draft.ts';
import { windowDraw } from './routes/window-draw.ts';
import { windowStatistics } from './routes/window-statistics.ts';

/** The public contract, call by call, but for what a crowd calls: that is in `hot/hot-routes.ts`. */
export function routes(context: GateContext): Router {
  const router = Router();
  const get = (path: string, handler: RequestHandler) => router.route(path).get(handler).all(onlyMethods('GET'));
  const post = (path: string, handler: RequestHandler) =>
    router
      .route(path)
      .post(...jsonBody, handler)
      .all(onlyMethods('POST'));
  const remove = (path: string, handler: RequestHandler) =>
    router.route(path).delete(handler).all(onlyMethods('DELETE'));

  get('/v1/windows', listWindows(context));
  get('/v1/windows/:id/draw', windowDraw(context));
  get('/v1/windows/:id/statistics', windowStatistics(context));
  router
    .route('/v1/windows/:id/draft')
    .get(readDraft(context))
    .put(...jsonBody, keepDraft(context))
    .all(onlyMethods('GET', 'PUT'));
  router
    .route('/v1/tickets/me/turn-text')
    .get(readTurnText(context))
    .put(askTurnText(context))
    .delete(cancelTurnText(context))
    .all(onlyMethods('GET', 'PUT', 'DELETE'));
  get('/v1/sites', listSites(context));

  get('/v1/identity/providers', listProviders(context));
  get('/v1/identity/login/:provider', startLogin(context));
  get('/v1/identity/callback', finishLogin(context));
  get('/v1/identity/me', identityMe(context));
  remove('/v1/identity/session', endSession(context));

  const forward = forwardToApi(context);
  post('/v1/identity/sessions/end', forward('forward'));
  const change = forward('forward', 'change');
  get('/v1/bookings/me', forward('forward'));
  remove('/v1/bookings/:id', change);
  post('/v1/bookings/:id/move', change);
  post('/v1/bookings/:id/offer', change);
  post('/v1/bookings/:id/resend', change);
  const consent = forward('forward', 'consent');
  router
    .route('/v1/consents')
    .get(forward('forward'))
    .post(...jsonBody, consent)
    .all(onlyMethods('GET', 'POST'));
  post('/v1/consents/find', consent);
  remove('/v1/consents/:id', consent);
  post('/v1/consents/:id/code', consent);
  post('/v1/consents/:id/code/check', consent);
  post('/v1/consents/:id/give', consent);
  post('/v1/consents/:id/refuse', consent);
  const ownData = forward('forward', 'own-data');
  get('/v1/me/data', ownData);
  router
    .route('/v1/me/erasure')
    .post(...jsonBody, ownData)
    .delete(ownData)
    .all(onlyMethods('POST', 'DELETE'));
  return router;
}
