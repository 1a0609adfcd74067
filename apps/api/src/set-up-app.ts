import { opsRoutes, problemHandler, setUpHttpLog, unknownRoute } from '@sunbeon/service-kit';
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { comeAgain } from './come-again.ts';
import type { ApiContext } from './context.ts';

const MAX_BODY = '64kb';

/**
 * What both doors have in common around their routes.
 * @param headers what every answer says to a browser
 */
export function setUpApp(
  { logger, metrics, store, redis }: ApiContext,
  routes: Router,
  headers: RequestHandler = helmet(),
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(headers);
  app.use(setUpHttpLog(logger));
  app.use(
    opsRoutes(metrics, [
      { name: 'postgres', check: () => store.ping() },
      { name: 'redis', check: () => redis.ping() },
    ]),
  );
  app.use(express.json({ limit: MAX_BODY }));
  app.use(routes);
  app.use(unknownRoute);
  app.use(comeAgain(logger));
  app.use(problemHandler(logger));
  return app;
}
