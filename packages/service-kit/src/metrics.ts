import { collectDefaultMetrics, Registry } from 'prom-client';

export { AggregatorRegistry, Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** A registry with Node's own figures (CPU, memory, event loop) and every metric labelled with the service. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}
