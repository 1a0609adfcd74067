import { Fifo } from './fifo.ts';
import { type Receipt, receiptFields } from './receipt.ts';

/** Receipts waiting for their time or for a session; beyond it the oldest are dropped. */
const MAX_WAITING = 500_000;
/** Receipts sent and not yet acknowledged. */
const MAX_IN_FLIGHT = 1_000;
/** A receipt refused or unanswered is offered this often, this far apart. */
const MAX_ATTEMPTS = 10;
const RETRY_AFTER_MS = 1_000;
const RESPONSE_LIMIT_MS = 10_000;

/** Sends one deliver_sm; resolves with whether it was acknowledged as taken. */
export type DeliverReceipt = (fields: Readonly<Record<string, unknown>>, limitMs: number) => Promise<boolean>;

interface Waiting {
  readonly receipt: Receipt;
  readonly attempts: number;
}

/** Receipts on their way back: each is offered until it is acknowledged, and waits while nobody is bound. */
export class ReceiptQueue {
  readonly #session: () => DeliverReceipt | null;
  readonly #waiting = new Fifo<Waiting>();
  #inFlight = 0;
  #acknowledged = 0;
  #closed = false;

  /** @param session the way to someone bound for receiving, or `null` */
  constructor(session: () => DeliverReceipt | null) {
    this.#session = session;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  add(receipt: Receipt): void {
    this.#wait({ receipt, attempts: 0 });
    this.pump();
  }

  /** Sends what can be sent now; called again whenever someone binds. */
  pump(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const deliver = this.#session();
      const next = deliver === null ? undefined : this.#waiting.shift();
      if (deliver === null || next === undefined) return;
      void this.#offer(next, deliver);
    }
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
  }

  async #offer(waiting: Waiting, deliver: DeliverReceipt): Promise<void> {
    this.#inFlight += 1;
    const taken = await deliver(receiptFields(waiting.receipt), RESPONSE_LIMIT_MS);
    this.#inFlight -= 1;
    if (taken) this.#acknowledged += 1;
    else this.#retryLater(waiting);
    this.pump();
  }

  #retryLater({ receipt, attempts }: Waiting): void {
    if (this.#closed || attempts + 1 >= MAX_ATTEMPTS) return;
    const timer = setTimeout(() => {
      this.#wait({ receipt, attempts: attempts + 1 });
      this.pump();
    }, RETRY_AFTER_MS);
    timer.unref();
  }

  #wait(waiting: Waiting): void {
    if (this.#closed) return;
    this.#waiting.push(waiting);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
  }
}
