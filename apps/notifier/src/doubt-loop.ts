import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sunbeon/service-kit';
import { claimDoubts, type Doubt, type Store } from '@sunbeon/store';
import type { CarrierAnswer } from './carrier.ts';
import { verdictOn } from './doubt-verdict.ts';
import type { Ledger } from './ledger.ts';
import type { NotifierMetrics } from './metrics.ts';
import type { Route } from './route.ts';

const LOOK_EVERY_MS = 1_000;
/** Questions under way at the same time. */
const MAX_QUESTIONS = 100;

export interface DoubtParts {
  readonly store: Store;
  readonly routes: readonly Route[];
  readonly ledger: Ledger;
  readonly metrics: NotifierMetrics;
  readonly logger: Logger;
}

/**
 * Asks carriers for messages they may have: handed over without an answer, or claimed by a notifier that died. Nothing of
 * the kind is sent again before.
 */
export class DoubtLoop implements AsyncDisposable {
  readonly #parts: DoubtParts;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  /** Starts at once. */
  constructor(parts: DoubtParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const doubts = await claimDoubts(this.#parts.store, MAX_QUESTIONS);
        await Promise.all(doubts.map((doubt) => this.#resolve(doubt)));
        if (doubts.length === MAX_QUESTIONS) continue;
      } catch (error) {
        this.#parts.logger.error({ err: error }, 'doubtful messages not read; trying again');
      }
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #resolve(doubt: Doubt): Promise<void> {
    const { ledger, metrics } = this.#parts;
    const { id, lease, carrier } = doubt;
    const answer = await this.#ask(doubt);
    metrics.doubts.inc({ answer: answer.verdict });
    const verdict = verdictOn(doubt, answer);
    if ('sent' in verdict) {
      const { carrierMessageId, state } = verdict.sent;
      await ledger.sent({ id, carrier, carrierMessageId });
      if (state !== 'sent') await ledger.settled({ carrier, carrierMessageId, reference: null, state });
      return;
    }
    const { unsent: outcome, asked, afterMs, error } = verdict;
    if (outcome === 'send-again') metrics.ambiguousSends.inc();
    await ledger.unsent({ id, lease, outcome, asked, error, at: new Date(Date.now() + afterMs) });
  }

  async #ask({ carrier, reference }: Doubt): Promise<CarrierAnswer> {
    const route = this.#parts.routes.find(({ name }) => name === carrier);
    // A carrier that is not ours any more will not answer later either.
    return route ? await route.carrier.ask(reference) : { verdict: 'never-tells' };
  }
}
