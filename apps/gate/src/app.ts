import { opsRoutes, problemHandler, setUpHttpLog, unknownRoute } from '@sunbeon/service-kit';
import express, { type Express } from 'express';
import type { GateContext } from './context.ts';
import { checkOrigin } from './http/check-origin.ts';
import { measureRequests } from './http/measure-requests.ts';
import { turnAway } from './http/overload.ts';
import type { RequestMeter } from './http/request-meter.ts';
import { securityHeaders } from './http/security-headers.ts';
import { metricsOfAll } from './processes/shared-metrics.ts';
import { comeAgain } from './routes/come-again.ts';
import { docs } from './routes/docs.ts';
import { providerLights } from './routes/list-providers.ts';
import { pages } from './routes/pages.ts';
import { plainWindow } from './routes/plain-window.ts';
import { routes } from './routes.ts';

/** The gate as one list, from the first thing that happens to a request to the last; the crowd's calls stand in front of it. */
export function createApp(context: GateContext, meter: RequestMeter): Express {
  const { config, logger, metrics, redis, drain, overload } = context;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...config.trustedProxies]);
  app.use(measureRequests(meter));
  app.use(securityHeaders(config));
  const dependencies = [drain.readiness, { name: 'redis', check: () => redis.ping() }];
  app.use(opsRoutes(metricsOfAll(metrics), dependencies, () => ({ providers: providerLights(context) })));
  app.use(turnAway(overload));
  // Behind it: those turned away are counted, and a line for each would fill a disk.
  app.use(setUpHttpLog(logger));
  app.use(checkOrigin(config));
  app.use(routes(context));
  app.use(docs());
  app.use(plainWindow(context));
  app.use(pages(context));
  app.use(unknownRoute);
  app.use(comeAgain);
  app.use(problemHandler(logger));
  return app;
}
