import { setTimeout as pause } from 'node:timers/promises';
import { ticketStandingSchema } from '@sunbeon/core';
import { percentile } from '../replay/arrival-order.ts';
import type { Wire } from '../wire/wire.ts';
import type { Newcomer } from './newcomer.ts';

/** One question of somebody who has a number. */
interface Probe {
  readonly sentMs: number;
  readonly tookMs: number;
  /** Whether they were told their own number. */
  readonly right: boolean;
  readonly status: number;
}

const EVERY_MS = 10;
const SPAN_MS = 500;

/** People who have a number ask for their place, steadily, each when it is due, whatever becomes of those before. */
export class Probes {
  readonly #taken: Probe[] = [];
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(wire: Wire, holders: readonly Newcomer[]) {
    this.#running = this.#run(wire, holders);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Milliseconds within which this share of the questions asked from one instant up to another were answered. */
  quantile(p: number, fromMs: number, toMs: number): number {
    const asked = this.#taken.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs);
    return percentile(
      asked.map(({ tookMs }) => tookMs),
      p,
    );
  }

  get count(): number {
    return this.#taken.length;
  }

  /** Answers that were neither one's own number nor "come again". */
  get wrong(): number {
    return this.#taken.filter(({ right, status }) => !right && status !== 503 && status !== 0).length;
  }

  get unanswered(): number {
    return this.#taken.filter(({ status }) => status === 0).length;
  }

  get turnedAway(): number {
    return this.#taken.filter(({ status }) => status === 503).length;
  }

  /** The first instant from `fromMs` on, in steps of half a second, after which answers took no longer than `limitMs` (99 of 100), and all came. */
  calmSince(fromMs: number, limitMs: number): number {
    const lastMs = this.#taken.at(-1)?.sentMs ?? fromMs;
    let calmMs = fromMs;
    for (let at = fromMs; at < lastMs; at += SPAN_MS) {
      const isCalm =
        this.quantile(0.99, at, at + SPAN_MS) <= limitMs &&
        this.#taken.every(({ sentMs, right }) => right || sentMs < at || sentMs >= at + SPAN_MS);
      if (!isCalm) calmMs = at + SPAN_MS;
    }
    return calmMs;
  }

  async #run(wire: Wire, holders: readonly Newcomer[]): Promise<void> {
    const underWay: Promise<void>[] = [];
    const startMs = performance.now();
    for (let count = 0; !this.#stopping.signal.aborted; count += 1) {
      const dueMs = startMs + count * EVERY_MS;
      const waitMs = dueMs - performance.now();
      if (waitMs > 0) await pause(waitMs);
      const holder = holders[count % holders.length];
      if (holder !== undefined) underWay.push(this.#ask(wire, holder, dueMs));
    }
    await Promise.all(underWay);
  }

  async #ask(wire: Wire, { ticket, number }: Newcomer, sentMs: number): Promise<void> {
    const head = 'GET /v1/tickets/me HTTP/1.1\r\nHost: localhost\r\n';
    const answer = await wire.ask(`${head}Authorization: Bearer ${ticket}\r\n\r\n`);
    const told = answer?.status === 200 ? ticketStandingSchema.parse(JSON.parse(answer.body.toString())).number : null;
    const tookMs = performance.now() - sentMs;
    this.#taken.push({ sentMs, tookMs, right: told === number, status: answer?.status ?? 0 });
  }
}
