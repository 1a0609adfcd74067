import cluster, { type Worker } from 'node:cluster';
import { on } from 'node:events';
import { addFigures, type Figures, type FiguresMessage, isAboutFigures } from './shared-metrics.ts';

/** Longest one process may take to tell its figures; after that the last it told stand for it. */
const TELL_LIMIT_MS = 2_000;
/** What only rises, and therefore still counts when the process that counted it is gone. */
const RISING: ReadonlySet<unknown> = new Set(['counter', 'histogram', 'summary']);

/**
 * The primary's side of a gate's metrics: what its processes count, added up. What a process had counted stays in the
 * sum when it ends: a counter that fell would look like a restart, and its whole past like the work of one moment.
 */
export class FiguresOfAll implements Disposable {
  /** The last that each process told, by its id. */
  readonly #told = new Map<number, Figures>();
  #gone: Figures = [];

  constructor() {
    cluster.on('message', this.#hear);
    // Of a process that was killed Node tells now the one, now the other.
    cluster.on('disconnect', this.#keepCounted);
    cluster.on('exit', this.#keepCounted);
  }

  [Symbol.dispose](): void {
    cluster.off('message', this.#hear);
    cluster.off('disconnect', this.#keepCounted);
    cluster.off('exit', this.#keepCounted);
  }

  readonly #hear = (worker: Worker, message: unknown): void => {
    if (!isAboutFigures(message)) return;
    if (message.figures === 'one') this.#told.set(worker.id, message.metrics);
    // Whoever asked hears nothing and says so; the gate goes on without its figures.
    if (message.figures === 'of-all') this.#answer(worker, message.id).catch(() => null);
  };

  /** Once nothing more can be heard of a process. */
  readonly #keepCounted = (worker: Worker): void => {
    const last = this.#told.get(worker.id);
    if (last === undefined || worker.isConnected()) return;
    this.#told.delete(worker.id);
    this.#gone = addFigures([this.#gone, last.filter(isRising)]).getMetricsAsArray();
  };

  async #answer(worker: Worker, id: string): Promise<void> {
    const late = AbortSignal.timeout(TELL_LIMIT_MS);
    await Promise.all(connected().map(async (one) => hasTold(one, late)));
    const text = await addFigures([...this.#told.values(), this.#gone]).metrics();
    if (worker.isConnected()) worker.send({ figures: 'all', id, text } satisfies FiguresMessage);
  }
}

function isRising(metric: object): boolean {
  return 'type' in metric && RISING.has(metric.type);
}

function connected(): Worker[] {
  return Object.values(cluster.workers ?? {}).flatMap((worker) => (worker?.isConnected() === true ? [worker] : []));
}

/** Asks one process; resolves when it has told its figures, has ended or is late. */
async function hasTold(worker: Worker, late: AbortSignal): Promise<void> {
  const heard = on(worker, 'message', { signal: late, close: ['disconnect', 'exit'] });
  try {
    worker.send({ figures: 'of-one' } satisfies FiguresMessage);
    for await (const [message] of heard) if (isAboutFigures(message) && message.figures === 'one') return;
  } catch {
    // Late, or gone in this very moment.
  }
}
