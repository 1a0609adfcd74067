import { once } from 'node:events';
import { Router } from 'express';

/** One thing a service cannot work without; `check` rejects when it is away. */
export interface Dependency {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

/** What `/metrics` shows: a prom-client registry, or several added up. */
export interface MetricsText {
  readonly contentType: string;
  readonly metrics: () => Promise<string>;
}

/** What else a service tells of itself in `/readyz`, as it is at the moment: nothing personal, nothing secret. */
export type Facts = () => Readonly<Record<string, unknown>>;

const CHECK_LIMIT_MS = 2_000;

/** `/livez` (the process runs), `/readyz` (what it needs answers, and its facts), `/metrics` (Prometheus text). */
export function opsRoutes(
  metrics: MetricsText,
  dependencies: readonly Dependency[],
  facts: Facts = () => ({}),
): Router {
  const router = Router();
  router.get('/livez', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const checks = await Promise.all(dependencies.map(stateOf));
    const ready = checks.every((entry) => entry.ok);
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: ready ? 'ok' : 'unavailable',
        dependencies: Object.fromEntries(checks.map((e) => [e.name, e.ok])),
        ...facts(),
      });
  });
  router.get('/metrics', async (_req, res) => {
    res.set('Content-Type', metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

async function stateOf(dependency: Dependency): Promise<{ name: string; ok: boolean }> {
  const late = AbortSignal.timeout(CHECK_LIMIT_MS);
  try {
    await Promise.race([dependency.check(), once(late, 'abort').then(() => late.throwIfAborted())]);
    return { name: dependency.name, ok: true };
  } catch {
    return { name: dependency.name, ok: false };
  }
}
