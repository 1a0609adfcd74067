import { setTimeout as delay } from 'node:timers/promises';
import { claimMessages, type OutboxMessage } from '@sunbeon/store';
import type { Carrier } from './carrier.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { type DeliveryParts, deliverMessage } from './deliver-message.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';
import { Route } from './route.ts';

/**
 * A claim lapses after 45 seconds, of which the carrier may take 20 to answer and the database some to note it. What could
 * not be begun by then, because this process was frozen, is given back.
 */
const BEGIN_WITHIN_MS = 10_000;
/** Longest wait for the carriers' answers when stopping. */
const DRAIN_LIMIT_MS = 5_000;
const IDLE_MS = 200;
const AFTER_ERROR_MS = 1_000;

export interface OutboxParts extends DeliveryParts {
  /** In order of preference: a message goes by the first that has room. */
  readonly carriers: readonly Carrier[];
  readonly quietHours: QuietHours | null;
}

/**
 * Takes due messages from the outbox and hands them to the first carrier that has room, oldest first, no more than it
 * takes at the same time: what is claimed is on its way at once. While no carrier has room nothing is claimed, so that
 * nothing loses an attempt.
 */
export class OutboxLoop implements AsyncDisposable {
  readonly routes: readonly Route[];
  readonly #parts: OutboxParts;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  readonly #running: Promise<void>;
  #roomMade: (() => void) | null = null;

  /** Starts at once. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    const left = () => {
      if (this.#free) this.#roomMade?.();
    };
    this.routes = parts.carriers.map((carrier) => new Route(carrier, new CircuitBreaker(Date.now), left));
    this.#running = this.#run();
  }

  /**
   * Claims and begins nothing more, and resolves when every claimed message is noted. A carrier that does not answer is
   * left after a limit, and asked by the next notifier.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    const left = AbortSignal.timeout(DRAIN_LIMIT_MS);
    const leave = () => {
      for (const carrier of this.#parts.carriers) void carrier[Symbol.asyncDispose]();
    };
    left.addEventListener('abort', leave, { once: true });
    await Promise.all(this.#inFlight);
    left.removeEventListener('abort', leave);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const route = this.#free;
      const pauseMs = route ? await this.#claim(route) : 0;
      if (!route) await this.#room();
      else if (pauseMs > 0) await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  get #free(): Route | undefined {
    return this.routes.find(({ room }) => room > 0);
  }

  /** Resolves when a message has left and made room, or else after a while: a session or a breaker may be back. */
  async #room(): Promise<void> {
    const over = new AbortController();
    const { signal } = this.#stop;
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#roomMade = resolve;
      }),
      delay(IDLE_MS, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => {}),
    ]);
    over.abort();
  }

  /** Starts what is due; resolves with how long to wait before looking again. */
  async #claim(route: Route): Promise<number> {
    const { store, quietHours, metrics, logger } = this.#parts;
    const claimedAtMs = Date.now();
    const until = quietUntil(new Date(claimedAtMs), quietHours);
    try {
      const claim = await claimMessages(store, { limit: route.room, carrier: route.name, quietUntil: until });
      metrics.superseded.inc(claim.superseded);
      const mayBegin = () => !this.#stop.signal.aborted && Date.now() < claimedAtMs + BEGIN_WITHIN_MS;
      for (const message of claim.messages) this.#start(route, message, mayBegin);
      return claim.more ? 0 : IDLE_MS;
    } catch (error) {
      logger.error({ err: error }, 'outbox not read; trying again');
      return AFTER_ERROR_MS;
    }
  }

  #start(route: Route, message: OutboxMessage, mayBegin: () => boolean): void {
    const noted = deliverMessage(this.#parts, route, message, mayBegin).finally(() => this.#inFlight.delete(noted));
    this.#inFlight.add(noted);
  }
}
