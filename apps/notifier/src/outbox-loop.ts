import { setTimeout as delay } from 'node:timers/promises';
import { type Keyring, openContact, SealedContactError } from '@sunbeon/crypto';
import type { Logger } from '@sunbeon/service-kit';
import { claimMessages, type OutboxMessage, type Store } from '@sunbeon/store';
import { type Carrier, SendError } from './carrier.ts';
import type { Ledger } from './ledger.ts';
import type { NotifierMetrics } from './metrics.ts';
import { nextAttemptAfterMs } from './retry.ts';
import { textOf } from './templates/text-of.ts';

const MAX_CLAIM_BATCH = 200;
/**
 * A claim lapses after a minute. A message that could not be begun by then, less the time the carrier may take to answer
 * and the database to note it, is given back instead.
 */
const BEGIN_WITHIN_MS = 25_000;
/** Longest wait for the carrier's answers when stopping. */
const DRAIN_LIMIT_MS = 5_000;
const IDLE_MS = 200;
const AFTER_ERROR_MS = 1_000;

export interface OutboxParts {
  readonly store: Store;
  readonly carrier: Carrier;
  readonly ledger: Ledger;
  readonly sealingKeys: Keyring;
  readonly metrics: NotifierMetrics;
  readonly logger: Logger;
}

/**
 * Takes due messages from the outbox and hands them to the carrier, oldest first, about twice as many as the carrier
 * takes at the same time. While the carrier is away nothing is claimed, so that nothing loses an attempt.
 */
export class OutboxLoop implements AsyncDisposable {
  readonly #parts: OutboxParts;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  readonly #running: Promise<void>;
  readonly #claimBatch: number;
  /** Claimed messages not settled yet, above which nothing more is claimed. */
  readonly #enough: number;
  #roomMade: (() => void) | null = null;

  /** Starts at once. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#claimBatch = Math.min(MAX_CLAIM_BATCH, parts.carrier.capacity);
    this.#enough = 2 * parts.carrier.capacity - this.#claimBatch;
    this.#running = this.#run();
  }

  /**
   * Claims and begins nothing more, and resolves when every claimed message is noted as sent or given back. A carrier
   * that does not answer is left after a limit.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    const left = AbortSignal.timeout(DRAIN_LIMIT_MS);
    const leave = () => void this.#parts.carrier[Symbol.asyncDispose]();
    left.addEventListener('abort', leave, { once: true });
    await Promise.all(this.#inFlight);
    left.removeEventListener('abort', leave);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#parts.carrier.whenAvailable(signal);
      await this.#room();
      if (signal.aborted) return;
      const pauseMs = await this.#claim();
      if (pauseMs > 0) await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Resolves when another batch may be claimed. */
  async #room(): Promise<void> {
    if (this.#inFlight.size <= this.#enough) return;
    await new Promise<void>((resolve) => {
      this.#roomMade = resolve;
    });
  }

  /** Starts what is due; resolves with how long to wait before looking again. */
  async #claim(): Promise<number> {
    const claimedAtMs = Date.now();
    try {
      const messages = await claimMessages(this.#parts.store, this.#claimBatch);
      const beginBeforeMs = claimedAtMs + BEGIN_WITHIN_MS;
      for (const message of messages) this.#start(message, beginBeforeMs);
      return messages.length < this.#claimBatch ? IDLE_MS : 0;
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'outbox not read; trying again');
      return AFTER_ERROR_MS;
    }
  }

  #start(message: OutboxMessage, beginBeforeMs: number): void {
    const { metrics } = this.#parts;
    const settled = this.#deliver(message, beginBeforeMs).finally(() => {
      this.#inFlight.delete(settled);
      metrics.inFlight.set(this.#inFlight.size);
      if (this.#inFlight.size <= this.#enough) this.#roomMade?.();
    });
    this.#inFlight.add(settled);
    metrics.inFlight.set(this.#inFlight.size);
  }

  async #deliver(message: OutboxMessage, beginBeforeMs: number): Promise<void> {
    const { ledger, metrics } = this.#parts;
    const stopTimer = metrics.sendSeconds.startTimer();
    try {
      const { carrierMessageId } = await this.#send(message, beginBeforeMs);
      stopTimer();
      metrics.sent.inc();
      await ledger.sent({ id: message.id, carrierMessageId });
    } catch (error) {
      await this.#fail(message, error);
    }
  }

  async #send(message: OutboxMessage, beginBeforeMs: number): Promise<{ readonly carrierMessageId: string }> {
    const { carrier, sealingKeys } = this.#parts;
    const { name, phone } = await openContact(sealingKeys, message.sealedContact, message.personKey);
    const mayBegin = () => !this.#stop.signal.aborted && Date.now() < beginBeforeMs;
    return await carrier.send({ phone, text: textOf(message, name) }, mayBegin);
  }

  async #fail(message: OutboxMessage, error: unknown): Promise<void> {
    const { ledger, metrics, logger } = this.#parts;
    const reason = reasonOf(error);
    metrics.failed.inc({ reason });
    if (reason === 'internal') logger.error({ messageId: message.id, error: nameOf(error) }, 'message not sent');
    await ledger.failed({ id: message.id, error: errorText(error), retryAt: retryAt(message, reason) });
  }
}

type Reason = SendError['failure'] | 'contact-unreadable' | 'internal';

function reasonOf(error: unknown): Reason {
  if (error instanceof SendError) return error.failure;
  return error instanceof SealedContactError ? 'contact-unreadable' : 'internal';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Never the text of an unknown error: it may quote what it stumbled over. */
function errorText(error: unknown): string {
  return error instanceof SendError ? error.message : reasonOf(error);
}

/** When the message is tried again; `null`: never. */
function retryAt({ attempts }: OutboxMessage, reason: Reason): Date | null {
  switch (reason) {
    case 'unavailable':
      return new Date();
    case 'refused':
    case 'contact-unreadable':
      return null;
    case 'busy':
    case 'ambiguous':
    case 'internal': {
      const afterMs = nextAttemptAfterMs(attempts, Math.random());
      return afterMs === null ? null : new Date(Date.now() + afterMs);
    }
    default:
      return reason satisfies never;
  }
}
