import { Fifo } from './fifo.ts';

/** A whole message as the phone shows it. */
export interface InboxMessage {
  /** The carrier's id of the message, or of its last part. */
  readonly id: string;
  readonly from: string;
  /** E.164, `+8210…`, or a short number as it was sent. */
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly receivedAtMs: number;
  deliveredAtMs: number | null;
}

export interface InboxStats {
  /** Whole messages taken. */
  readonly received: number;
  /** Submissions they came in. */
  readonly parts: number;
  /** Whole messages handed to the phone. */
  readonly delivered: number;
  /** Messages whose phone already held the very same text. */
  readonly duplicates: number;
  /** Phones holding messages now. */
  readonly phones: number;
}

export interface InboxQuery {
  readonly phone: string | null;
  readonly limit: number;
}

/** The newest messages of every phone, bounded; the counts go on. */
export class Inbox {
  readonly #limit: number;
  readonly #messages = new Fifo<InboxMessage>();
  readonly #byPhone = new Map<string, InboxMessage[]>();
  #received = 0;
  #parts = 0;
  #delivered = 0;
  #duplicates = 0;

  /** @param limit messages kept, the oldest goes first */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes a message that has arrived whole. */
  receive(message: InboxMessage): void {
    const onPhone = this.#byPhone.get(message.to) ?? [];
    this.#received += 1;
    this.#parts += message.parts;
    if (onPhone.some((earlier) => earlier.text === message.text)) this.#duplicates += 1;
    onPhone.push(message);
    this.#byPhone.set(message.to, onPhone);
    this.#messages.push(message);
    if (this.#messages.length > this.#limit) this.#dropOldest();
  }

  /** Notes that the phone has it. */
  deliver(message: InboxMessage, nowMs: number): void {
    if (message.deliveredAtMs !== null) return;
    message.deliveredAtMs = nowMs;
    this.#delivered += 1;
  }

  /** Newest first. */
  newest({ phone, limit }: InboxQuery): InboxMessage[] {
    if (phone === null) return this.#messages.newest(limit);
    return (this.#byPhone.get(phone) ?? []).slice(-limit).toReversed();
  }

  stats(): InboxStats {
    return {
      received: this.#received,
      parts: this.#parts,
      delivered: this.#delivered,
      duplicates: this.#duplicates,
      phones: this.#byPhone.size,
    };
  }

  #dropOldest(): void {
    const oldest = this.#messages.shift();
    if (!oldest) return;
    const left = this.#byPhone.get(oldest.to)?.filter((message) => message !== oldest) ?? [];
    if (left.length === 0) this.#byPhone.delete(oldest.to);
    else this.#byPhone.set(oldest.to, left);
  }
}
