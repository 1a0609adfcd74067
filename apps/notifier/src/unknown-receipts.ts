/** Longer than any note takes on its way to the database. */
const PATIENCE_MS = 60_000;
/** Beyond it the oldest are forgotten, and begin anew. */
const MAX_REMEMBERED = 10_000;

/**
 * Receipts that belong to no message known. One may have overtaken the note that its message was sent, so the carrier is
 * asked to offer it again; after a minute it belongs to nobody here, and is taken so that it blocks nothing behind it.
 */
export class UnknownReceipts {
  readonly #firstSeenMs = new Map<string, number>();

  /** Whether to take the receipt after all. */
  giveUp(carrier: string, carrierMessageId: string, nowMs: number): boolean {
    const key = `${carrier} ${carrierMessageId}`;
    const firstSeenMs = this.#firstSeenMs.get(key);
    if (firstSeenMs === undefined) {
      this.#remember(key, nowMs);
      return false;
    }
    if (nowMs - firstSeenMs < PATIENCE_MS) return false;
    this.#firstSeenMs.delete(key);
    return true;
  }

  #remember(key: string, nowMs: number): void {
    this.#firstSeenMs.set(key, nowMs);
    if (this.#firstSeenMs.size <= MAX_REMEMBERED) return;
    const [oldest] = this.#firstSeenMs.keys();
    if (oldest !== undefined) this.#firstSeenMs.delete(oldest);
  }
}
