import { setTimeout as delay } from 'node:timers/promises';
import { type Keyring, openContact, SealedContactError } from '@sunbeon/crypto';
import type { Logger } from '@sunbeon/service-kit';
import { claimMessages, type OutboxMessage, type Store } from '@sunbeon/store';
import { type Carrier, SendError } from './carrier.ts';
import type { Ledger } from './ledger.ts';
import type { NotifierMetrics } from './metrics.ts';
import { nextAttemptAfterMs } from './retry.ts';
import { textOf } from './templates/text-of.ts';

const CLAIM_BATCH = 200;
/** Claimed messages that are not settled yet. */
const MAX_IN_FLIGHT = 1_000;
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
 * Takes due messages from the outbox and hands them to the carrier, oldest first, at most a thousand at once. While the
 * carrier is away nothing is claimed, so that nothing loses an attempt.
 */
export class OutboxLoop implements AsyncDisposable {
  readonly #parts: OutboxParts;
  readonly #stop = new AbortController();
  readonly #inFlight = new Set<Promise<void>>();
  readonly #running: Promise<void>;
  #roomMade: (() => void) | null = null;

  /** Starts at once. */
  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  /** Claims nothing more, and resolves when every claimed message is sent or given back. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await Promise.all(this.#inFlight);
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
    if (this.#inFlight.size <= MAX_IN_FLIGHT - CLAIM_BATCH) return;
    await new Promise<void>((resolve) => {
      this.#roomMade = resolve;
    });
  }

  /** Starts what is due; resolves with how long to wait before looking again. */
  async #claim(): Promise<number> {
    try {
      const messages = await claimMessages(this.#parts.store, CLAIM_BATCH);
      for (const message of messages) this.#start(message);
      return messages.length < CLAIM_BATCH ? IDLE_MS : 0;
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'outbox not read; trying again');
      return AFTER_ERROR_MS;
    }
  }

  #start(message: OutboxMessage): void {
    const { metrics } = this.#parts;
    const settled = this.#deliver(message).finally(() => {
      this.#inFlight.delete(settled);
      metrics.inFlight.set(this.#inFlight.size);
      if (this.#inFlight.size <= MAX_IN_FLIGHT - CLAIM_BATCH) this.#roomMade?.();
    });
    this.#inFlight.add(settled);
    metrics.inFlight.set(this.#inFlight.size);
  }

  async #deliver(message: OutboxMessage): Promise<void> {
    const { ledger, metrics } = this.#parts;
    const stopTimer = metrics.sendSeconds.startTimer();
    try {
      const { carrierMessageId } = await this.#send(message);
      stopTimer();
      metrics.sent.inc();
      await ledger.sent({ id: message.id, carrierMessageId });
    } catch (error) {
      await this.#fail(message, error);
    }
  }

  async #send(message: OutboxMessage): Promise<{ readonly carrierMessageId: string }> {
    const { carrier, sealingKeys } = this.#parts;
    const { name, phone } = await openContact(sealingKeys, message.sealedContact, message.personKey);
    if (this.#stop.signal.aborted) throw new SendError('unavailable', 'stopping');
    return await carrier.send({ phone, text: textOf(message, name) });
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
