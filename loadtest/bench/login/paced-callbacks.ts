import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Requests } from '../closed-loop.ts';

/** Callbacks a second: a bounded stream beside the crowd that joins. */
export const CALLBACKS_PER_SECOND = 50;
/** Nobody waits longer for their answer. */
const ANSWER_LIMIT_MS = 10_000;

/** Sends one request after the other at an even pace, each on a connection of its own, whatever becomes of them. */
export class PacedCallbacks implements AsyncDisposable {
  readonly #ending = new AbortController();
  readonly #sending: Promise<void>;
  /** Status → how often it was answered; 0 for no answer. */
  readonly answers = new Map<number, number>();

  constructor(url: string, requests: Requests) {
    this.#sending = this.#send(new URL(url), requests);
  }

  /** Ends the stream and waits for those under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#sending;
  }

  async #send(url: URL, requests: Requests): Promise<void> {
    const underWay: Promise<void>[] = [];
    const startMs = performance.now();
    for (const [index, request] of requests.entries()) {
      const waitMs = startMs + (index * 1_000) / CALLBACKS_PER_SECOND - performance.now();
      await delay(Math.max(0, waitMs), undefined, { signal: this.#ending.signal }).catch(() => {});
      if (this.#ending.signal.aborted) break;
      underWay.push(this.#ask(url, request));
    }
    await Promise.all(underWay);
  }

  #ask({ hostname, port }: URL, request: Buffer): Promise<void> {
    return new Promise((resolve) => {
      let status = 0;
      const socket = connect(Number(port), hostname, () => socket.write(request));
      socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
      socket.once('data', (answer: Buffer) => {
        status = Number(answer.toString('latin1', 9, 12));
        socket.destroy();
      });
      socket.once('error', () => socket.destroy());
      socket.once('close', () => {
        this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
        resolve();
      });
    });
  }
}
