import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedServer } from '@sunbeon/embedded';
import type { Database } from './databases.ts';
import { reasonOf } from './error-words.ts';

const PAUSE_MS = 500;

/** A database for as long as the stack runs: an embedded one that ends unasked is started again, a given one is left alone. */
export class KeptDatabase implements AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly #onNotice: (line: string) => void;
  readonly #stopping = new AbortController();
  #server: EmbeddedServer | null;
  #watching: Promise<void> = Promise.resolve();

  constructor(name: string, database: Database, onNotice: (line: string) => void) {
    this.url = database.url;
    this.name = name;
    this.#onNotice = onNotice;
    this.#server = database.held?.server ?? null;
    if (database.held) this.#watching = this.#watch(database.held.server, database.held.start);
  }

  /** Process id of an embedded server; `null` for one that was given. */
  get pid(): number | null {
    return this.#server?.pid ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#server?.stop();
    await this.#watching;
  }

  async #watch(first: EmbeddedServer, start: () => Promise<EmbeddedServer>): Promise<void> {
    let server = first;
    for (;;) {
      await server.exited;
      if (this.#stopping.signal.aborted) return;
      this.#onNotice(`${this.name} ended and is started again`);
      const next = await this.#startAgain(start);
      if (!next) return;
      server = next;
    }
  }

  async #startAgain(start: () => Promise<EmbeddedServer>): Promise<EmbeddedServer | null> {
    while (!this.#stopping.signal.aborted) {
      try {
        const server = await start();
        this.#server = server;
        if (this.#stopping.signal.aborted) await server.stop();
        return server;
      } catch (error) {
        this.#onNotice(`${this.name} does not start (${reasonOf(error)}); trying again`);
        await delay(PAUSE_MS, null, { signal: this.#stopping.signal }).catch(() => null);
      }
    }
    return null;
  }
}
