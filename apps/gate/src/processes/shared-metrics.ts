import cluster, { type Worker } from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { AggregatorRegistry, type MetricsText, type Registry } from '@sunbeon/service-kit';

/** Longest one process waits for the figures of all. */
const ANSWER_LIMIT_MS = 6_000;
const ASKED = 'sunbeon:metrics-asked';
const ANSWERED = 'sunbeon:metrics-answered';

/** The figures of every process of this gate together, whichever is asked; of this one alone when there is no other. */
export function metricsOfAll(registry: Registry): MetricsText {
  if (!cluster.isWorker) return { contentType: registry.contentType, metrics: () => registry.metrics() };
  // Makes this process answer when the primary collects.
  const { contentType } = new AggregatorRegistry();
  AggregatorRegistry.setRegistries(registry);
  return { contentType, metrics: askPrimary };
}

/** The primary's side: collects and adds up when a process asks. Returns what ends it. */
export function answerMetrics(): () => void {
  const all = new AggregatorRegistry();
  const answer = (worker: Worker, message: unknown): void => {
    const id = idOf(message, ASKED);
    if (id === null) return;
    const reply = (text: string) => worker.isConnected() && worker.send({ type: ANSWERED, id, text });
    all.clusterMetrics().then(reply, () => reply(''));
  };
  cluster.on('message', answer);
  return () => cluster.off('message', answer);
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
      if (idOf(message, ANSWERED) !== id) return;
      settle();
      const { text } = Object(message);
      resolve(String(text));
    };
    process.on('message', listen);
    process.send?.({ type: ASKED, id });
  });
}

/** The id of a message of ours; `null` for any other. */
function idOf(message: unknown, type: string): string | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || !('id' in message)) return null;
  return message.type === type && typeof message.id === 'string' ? message.id : null;
}
