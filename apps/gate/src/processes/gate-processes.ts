import cluster, { type Worker } from 'node:cluster';
import { on, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sunbeon/service-kit';
import { FiguresOfAll } from './figures-of-all.ts';

/** Longest a process may take to open its door, and to finish its answers when it is told to stop. */
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 12_000;
/** How long to wait before a process that ended takes its place again: doubled each time, forgotten once one has run a while. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const STEADY_MS = 30_000;
/** Told so, each process is replaced by one of what lies on the disk by now. */
export const RENEW_SIGNAL = 'SIGHUP';

/**
 * Several gate processes behind one port, one for each core: connections are dealt out in turn. A process that ends is
 * replaced while the others go on; the line is in Redis, so nobody's number depends on any of them. At SIGHUP all are
 * replaced in turn, each new one being ready before an old one is told to stop. Disposing drains all.
 */
export class GateProcesses implements AsyncDisposable {
  readonly #logger: Logger;
  readonly #figures = new FiguresOfAll();
  readonly #stopping = new AbortController();
  readonly #kept = new Set<Promise<void>>();
  /** Somebody else has taken their place. */
  readonly #retired = new WeakSet<Worker>();
  #renewing: Promise<void> = Promise.resolve();
  #isRenewalDue = false;

  private constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Starts `count` processes of this same program; rejects when one of them does not open its door. */
  static async open(count: number, logger: Logger): Promise<GateProcesses> {
    const processes = new GateProcesses(logger);
    try {
      const workers = await Promise.all(Array.from({ length: count }, startOne));
      for (const worker of workers) processes.#keep(worker);
      process.on(RENEW_SIGNAL, processes.#renew);
      return processes;
    } catch (error) {
      await processes[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    process.off(RENEW_SIGNAL, this.#renew);
    await Promise.all(running().map(end));
    await Promise.all([...this.#kept, this.#renewing]);
    this.#figures[Symbol.dispose]();
  }

  /** Told again while they are being replaced, they are replaced once more, however often it was said. */
  readonly #renew = (): void => {
    if (this.#isRenewalDue) return;
    this.#isRenewalDue = true;
    this.#renewing = this.#renewing.then(() => {
      this.#isRenewalDue = false;
      return this.#replaceAll();
    });
  };

  /** One after the other; should a new one not start, the old ones stay. Never rejects. */
  async #replaceAll(): Promise<void> {
    const old = running();
    this.#logger.info({ processes: old.length }, 'the gate processes are replaced');
    try {
      for (const worker of old) {
        if (this.#stopping.signal.aborted) return;
        // Whoever ended by themselves meanwhile is replaced as ever: another one would be one too many.
        if (!worker.isDead()) await this.#replace(worker);
      }
      this.#logger.info('the gate processes have been replaced');
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#logger.error({ err: error }, 'a new gate process did not start, the old ones stay');
    }
  }

  /** Retired before there is a new one: should it end in between, nobody else takes its place. */
  async #replace(worker: Worker): Promise<void> {
    this.#retired.add(worker);
    try {
      this.#keep(await startOne());
    } catch (error) {
      this.#retired.delete(worker);
      if (worker.isDead()) this.#keep(worker);
      throw error;
    }
    await end(worker);
  }

  #keep(worker: Worker): void {
    const kept = this.#stayWith(worker).finally(() => this.#kept.delete(kept));
    this.#kept.add(kept);
  }

  async #stayWith(first: Worker): Promise<void> {
    let worker: Worker | null = first;
    let pauseMs = FIRST_PAUSE_MS;
    const { signal } = this.#stopping;
    while (worker !== null) {
      const startedMs = performance.now();
      if (!worker.isDead()) await once(worker, 'exit');
      if (signal.aborted || this.#retired.has(worker)) return;
      pauseMs = performance.now() - startedMs > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      this.#logger.error({ pid: worker.process.pid, pauseMs }, 'a gate process ended and is replaced');
      await delay(pauseMs, undefined, { signal }).catch(() => null);
      worker = signal.aborted ? null : cluster.fork();
    }
  }
}

async function startOne(): Promise<Worker> {
  const worker = cluster.fork();
  const ready = isReady(worker, AbortSignal.timeout(READY_LIMIT_MS));
  const ended = once(worker, 'exit').then(() => Promise.reject(new Error('a gate process did not start')));
  ended.catch(() => null);
  try {
    await Promise.race([ready, ended]);
    return worker;
  } catch (error) {
    worker.process.kill('SIGKILL');
    throw error;
  }
}

/** It may be asked for its figures, and tell them, before its door is open. */
async function isReady(worker: Worker, late: AbortSignal): Promise<void> {
  for await (const [message] of on(worker, 'message', { signal: late })) if (message === 'ready') return;
}

function running(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const exited = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const late = delay(STOP_LIMIT_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') worker.process.kill('SIGKILL');
}
