import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedServer } from '@sunbeon/embedded';
import { childrenOf, signalProcess } from './processes.ts';

/** A database that did not come back after being killed is tried again so often, so far apart. */
const MAX_STARTS = 10;
const START_PAUSE_MS = 500;

export interface Crash {
  /** SIGKILL for Redis; SIGQUIT is Postgres' immediate shutdown, without a checkpoint. */
  readonly signal: 'SIGKILL' | 'SIGQUIT';
  /** Before it is started again. */
  readonly downMs: number;
  /** What happens to its files meanwhile. */
  readonly whileDown?: () => Promise<void>;
}

/** A database that is hurt and always comes back, on the same port with what is left of its data. One harm at a time. */
export class BrittleServer implements AsyncDisposable {
  readonly #start: () => Promise<EmbeddedServer>;
  #server: EmbeddedServer;
  #harm: Promise<void> = Promise.resolve();

  /** @param start starts it, always on the same port */
  static async open(start: () => Promise<EmbeddedServer>): Promise<BrittleServer> {
    return new BrittleServer(start, await start());
  }

  private constructor(start: () => Promise<EmbeddedServer>, server: EmbeddedServer) {
    this.#start = start;
    this.#server = server;
  }

  /** Its address without any wire in between: for whoever only looks. */
  get url(): string {
    return this.#server.url;
  }

  get port(): number {
    return this.#server.port;
  }

  /** Does something to it while it is up; resolves when that is over. */
  harm(work: () => Promise<void>): Promise<void> {
    this.#harm = this.#harm.then(work);
    return this.#harm;
  }

  /** Kills it and starts it again. */
  crash({ signal, downMs, whileDown }: Crash): Promise<void> {
    return this.harm(async () => {
      const { pid, exited } = this.#server;
      signalProcess(pid, signal);
      await exited;
      await delay(downMs);
      await whileDown?.();
      await this.#startAgain();
    });
  }

  /** Stops it and its children in their tracks, and lets them go on after `forMs`. */
  freeze(forMs: number): Promise<void> {
    return this.harm(async () => {
      const { pid } = this.#server;
      const everyone = () => [pid, ...childrenOf(pid)];
      for (const each of everyone()) signalProcess(each, 'SIGSTOP');
      await delay(forMs);
      for (const each of everyone()) signalProcess(each, 'SIGCONT');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#harm;
    await this.#server.stop();
  }

  async #startAgain(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.#server = await this.#start();
        return;
      } catch (error) {
        if (tries >= MAX_STARTS) throw error;
        await delay(START_PAUSE_MS);
      }
    }
  }
}
