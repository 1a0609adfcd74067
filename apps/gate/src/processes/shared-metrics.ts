import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { AggregatorRegistry, type MetricsText, type Registry } from '@sunbeon/service-kit';

/** Longest one process waits for the figures of all. */
const ANSWER_LIMIT_MS = 6_000;

/** One process's metrics, as prom-client hands them from process to process. */
export type Figures = readonly object[];

/** What the processes of a gate and their primary say to each other of their figures. */
export type FiguresMessage =
  /** A process that was asked for its metrics wants those of all, as text. */
  | { readonly figures: 'of-all'; readonly id: string }
  | { readonly figures: 'all'; readonly id: string; readonly text: string }
  /** The primary wants those of one process. */
  | { readonly figures: 'of-one' }
  | { readonly figures: 'one'; readonly metrics: Figures };

/** The figures of every process of this gate together, whichever is asked; of this one alone when there is no other. */
export function metricsOfAll(registry: Registry): MetricsText {
  const { contentType } = registry;
  if (!cluster.isWorker) return { contentType, metrics: () => registry.metrics() };
  process.on('message', (message) => {
    if (isAboutFigures(message) && message.figures === 'of-one') void tellFigures(registry);
  });
  return { contentType, metrics: askPrimary };
}

/** Hands this process's figures to the primary, if there is one. Said once more at the end, nothing it counted is lost. */
export async function tellFigures(registry: Registry): Promise<void> {
  if (!cluster.isWorker) return;
  const metrics = await registry.getMetricsAsJSON();
  await new Promise<void>((resolve) => {
    // Whoever is cut off from the primary ends anyway.
    process.send?.({ figures: 'one', metrics } satisfies FiguresMessage, undefined, undefined, () => resolve());
  });
}

/** Adds figures up, metric by metric, as each of them says it has to be: most are summed. */
export function addFigures(figures: readonly Figures[]): Registry {
  return AggregatorRegistry.aggregate(figures.map((metrics) => [...metrics]));
}

/** Whether a message between processes is one of ours. */
export function isAboutFigures(message: unknown): message is FiguresMessage {
  return typeof message === 'object' && message !== null && 'figures' in message;
}

function askPrimary(): Promise<string> {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      process.off('message', listen);
    };
    const timer = setTimeout(() => {
      settle();
      reject(new Error('the metrics of all processes did not come in time'));
    }, ANSWER_LIMIT_MS);
    const listen = (message: unknown): void => {
      if (!isAboutFigures(message) || message.figures !== 'all' || message.id !== id) return;
      settle();
      resolve(message.text);
    };
    process.on('message', listen);
    process.send?.({ figures: 'of-all', id } satisfies FiguresMessage);
  });
}
