/** What goes to one phone. Personal data: never in a log, never kept. */
export interface TextMessage {
  /** E.164. */
  readonly phone: string;
  readonly text: string;
  /** What we call it, for carriers that can be asked by it. */
  readonly reference: string;
}

/** What the carrier said about a message later. */
export interface DeliveryReceipt {
  readonly carrierMessageId: string;
  /** What we called it, where the carrier says so. */
  readonly reference: string | null;
  readonly state: 'delivered' | 'failed';
}

/**
 * Records a receipt. Resolves `false` when it belongs to no message known (yet): the carrier is then asked to
 * offer it again.
 */
export type ReceiptHandler = (receipt: DeliveryReceipt) => Promise<boolean>;

/**
 * Why a message did not go out: `unavailable` nothing was tried, surely not sent; `busy` the carrier did not take it this
 * time, surely not sent; `refused` the carrier will never take it; `ambiguous` no answer came, so it may have been sent.
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

/**
 * What a carrier says when it is asked for a message: `has-it`, with its own id and how far the message has come;
 * `unknown`, it never got it; `no-answer` this time; `never-tells`, because nothing is agreed with it.
 */
export type CarrierAnswer =
  | { readonly verdict: 'has-it'; readonly carrierMessageId: string; readonly state: 'sent' | 'delivered' | 'failed' }
  | { readonly verdict: 'unknown' | 'no-answer' | 'never-tells' };

/** A way to send text messages. Receipts go to the handler it was made with. */
export interface Carrier extends AsyncDisposable {
  /** Tells it from others for good: it is kept with every message the carrier may have. */
  readonly name: string;
  /** True while messages can be sent. */
  readonly available: boolean;
  /** Messages it may be given at the same time. */
  readonly capacity: number;
  /**
   * Hands over one message, at once; resolves when the carrier has taken responsibility for it.
   * @throws {SendError}
   */
  send(message: TextMessage): Promise<{ readonly carrierMessageId: string }>;
  /** Asks for a message that may have been handed over. */
  ask(reference: string): Promise<CarrierAnswer>;
}
