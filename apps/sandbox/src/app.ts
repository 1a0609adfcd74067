import {
  type Logger,
  opsRoutes,
  problemHandler,
  type Registry,
  setUpHttpLog,
  unknownRoute,
} from '@sunbeon/service-kit';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { errors } from 'oidc-provider';
import type { SandboxContext } from './context.ts';
import { behave } from './identity/agency-behaviour.ts';
import { forgetSession } from './identity/forget-session.ts';
import { renderExpiredPage } from './pages/expired-page.ts';
import { pageLanguage } from './pages/language.ts';
import { sendPage } from './pages/page.ts';
import { choosePerson } from './routes/choose-person.ts';
import { listInbox } from './routes/list-inbox.ts';
import { setCarrier } from './routes/set-carrier.ts';
import { setProvider } from './routes/set-provider.ts';
import { showCarrier } from './routes/show-carrier.ts';
import { showInbox } from './routes/show-inbox.ts';
import { showInboxStats } from './routes/show-inbox-stats.ts';
import { showIndex } from './routes/show-index.ts';
import { showLogin } from './routes/show-login.ts';
import { showProviders } from './routes/show-providers.ts';
import { showStyleSheet } from './routes/show-style-sheet.ts';

const MAX_FORM = '4kb';

/** Every address of the sandbox. */
export function createApp(context: SandboxContext, logger: Logger, metrics: Registry): Express {
  const app = express().disable('x-powered-by');
  app.use(opsRoutes(metrics, [{ name: 'smpp', check: async () => assertListening(context) }]));
  app.use(setUpHttpLog(logger));
  for (const desk of context.desks.values()) {
    const path = `/oidc/${desk.agency.id}`;
    app.use(path, behave({ behaviour: () => desk.behaviour }));
    app.use(`${path}/auth`, forgetSession);
    app.use(path, desk.provider.callback());
  }
  app.get('/', showIndex);
  app.get('/sandbox.css', showStyleSheet);
  app.get('/login/:provider/:uid', showLogin(context));
  app.post('/login/:provider/:uid', express.urlencoded({ extended: false, limit: MAX_FORM }), choosePerson(context));
  app.get('/inbox', showInbox(context));
  app.get('/inbox.json', listInbox(context));
  app.get('/inbox/stats.json', showInboxStats(context));
  app.get('/providers.json', showProviders(context));
  app.patch('/providers/:id.json', express.json({ limit: MAX_FORM }), setProvider(context));
  app.get('/carrier.json', showCarrier(context));
  app.patch('/carrier.json', express.json({ limit: MAX_FORM }), setCarrier(context));
  app.use(unknownRoute);
  app.use(expiredLogin);
  app.use(problemHandler(logger));
  return app;
}

function assertListening({ carrier }: SandboxContext): void {
  if (!carrier.listening) throw new Error('the SMPP port is closed');
}

/** A login page from yesterday, used twice, or opened without having been sent there. */
const expiredLogin: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (!(error instanceof errors.SessionNotFound)) return next(error);
  sendPage(res, 400, renderExpiredPage(pageLanguage(req)));
};
