/** What goes to one phone. Personal data: never in a log, never kept. */
export interface TextMessage {
  /** E.164. */
  readonly phone: string;
  readonly text: string;
}

/** What the carrier said about a message later. */
export interface DeliveryReceipt {
  readonly carrierMessageId: string;
  readonly state: 'delivered' | 'failed';
}

/**
 * Records a receipt. Resolves `false` when it belongs to no message known (yet): the carrier is then asked to
 * offer it again.
 */
export type ReceiptHandler = (receipt: DeliveryReceipt) => Promise<boolean>;

/**
 * Why a message did not go out: `unavailable` no connection, surely not sent; `busy` the carrier asks to wait, surely
 * not sent; `refused` the carrier will never take it; `ambiguous` no answer came, so it may have been sent.
 */
export type SendFailure = 'unavailable' | 'busy' | 'refused' | 'ambiguous';

/** Carries the reason and, when the carrier gave one, its status; nothing of the message. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly failure: SendFailure;

  constructor(failure: SendFailure, status: string | null = null) {
    super(status === null ? failure : `${failure}: ${status}`);
    this.failure = failure;
  }
}

/** A way to send text messages. Receipts go to the handler it was made with. */
export interface Carrier extends AsyncDisposable {
  /** True while messages can be sent. */
  readonly available: boolean;
  /** Resolves once messages can be sent, or when `signal` aborts. */
  whenAvailable(signal: AbortSignal): Promise<void>;
  /** Messages it carries at the same time; more wait inside {@link send}. */
  readonly capacity: number;
  /**
   * Hands over one message; resolves when the carrier has taken responsibility for it.
   * @param mayBegin asked when the message's turn comes; `false` gives it back as `unavailable`
   * @throws {SendError}
   */
  send(message: TextMessage, mayBegin: () => boolean): Promise<{ readonly carrierMessageId: string }>;
}
