import { request } from 'undici';
import { z } from 'zod';
import type { CarrierMessage } from './evidence.ts';

/** The inbox shows so many of the newest at a time; the log is read often enough to miss none. */
const SHOWN_AT_ONCE = 10_000;
const READ_EVERY_MS = 10_000;

const inboxSchema = z.object({ messages: z.array(z.object({ id: z.string(), text: z.string() })) });
const statsSchema = z.object({ received: z.int() });

/** Everything the carrier took, read from its inbox while the run goes on. */
export class CarrierLog implements AsyncDisposable {
  readonly #url: string;
  readonly #messages = new Map<string, CarrierMessage>();
  readonly #timer: NodeJS.Timeout;
  #reading: Promise<void> = Promise.resolve();

  constructor(sandboxUrl: string) {
    this.#url = sandboxUrl;
    this.#timer = setInterval(() => {
      // What could not be read now is read the next time; the end counts.
      this.#reading = this.#read().catch(() => undefined);
    }, READ_EVERY_MS);
  }

  /** All of it; rejects when the carrier took more than was read. */
  async close(): Promise<CarrierMessage[]> {
    await this[Symbol.asyncDispose]();
    await this.#read();
    const { received } = statsSchema.parse(await this.#get('/inbox/stats.json'));
    if (received !== this.#messages.size) {
      throw new Error(`the carrier took ${received} messages, ${this.#messages.size} were read`);
    }
    return [...this.#messages.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { messages } = inboxSchema.parse(await this.#get(`/inbox.json?limit=${SHOWN_AT_ONCE}`));
    for (const { id, text } of messages) this.#messages.set(id, { id, text });
  }

  async #get(path: string): Promise<unknown> {
    const { body } = await request(`${this.#url}${path}`);
    return body.json();
  }
}
