import express from 'express';
import { type HttpServer, listen } from './http-server.ts';
import { type Dependency, type Facts, type MetricsText, opsRoutes } from './ops-routes.ts';

/** A server for probes and metrics alone, for services that have no web port of their own. Port 0: any free port. */
export async function listenForOps(
  metrics: MetricsText,
  dependencies: readonly Dependency[],
  host: string,
  port: number,
  facts?: Facts,
): Promise<HttpServer> {
  const app = express().disable('x-powered-by');
  app.use(opsRoutes(metrics, dependencies, facts));
  return await listen(app, host, port);
}
