import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sunbeon/service-kit';
import {
  type DeliveryMark,
  markDelivered,
  markSent,
  markUnsent,
  type SentMark,
  type Store,
  type UnsentMark,
} from '@sunbeon/store';
import { NoteBook } from './note-book.ts';

/** Longest the last notes may take when the notifier stops. */
const CLOSING_LIMIT_MS = 10_000;

/**
 * What became of messages, on its way to the database in batches: notes gather while the batch before them is written,
 * so that a busy night costs few statements and a quiet one no waiting. What was sent is always written before what was
 * delivered, because a receipt may come right behind the answer.
 */
export class Ledger implements AsyncDisposable {
  readonly #sent: NoteBook<SentMark, true>;
  readonly #unsent: NoteBook<UnsentMark, true>;
  readonly #delivered: NoteBook<DeliveryMark, boolean>;
  readonly #giveUp = new AbortController();
  #writing: Promise<void> | null = null;

  constructor(store: Store, logger: Logger) {
    const failed = (error: unknown) => logger.error({ err: error }, 'outbox not written; trying again');
    this.#sent = new NoteBook(async (marks) => {
      await markSent(store, marks);
      return marks.map(() => true);
    }, failed);
    this.#unsent = new NoteBook(async (marks) => {
      await markUnsent(store, marks);
      return marks.map(() => true);
    }, failed);
    this.#delivered = new NoteBook((marks) => markDelivered(store, marks), failed);
  }

  /** The carrier has taken the message. Resolves once the database knows. */
  async sent(mark: SentMark): Promise<void> {
    await this.#note(this.#sent, mark);
  }

  /** The message did not go out, or not surely. Resolves once the database knows. */
  async unsent(mark: UnsentMark): Promise<void> {
    await this.#note(this.#unsent, mark);
  }

  /** The carrier said how it ended; `false` when no message goes by that id (yet). */
  async settled(mark: DeliveryMark): Promise<boolean> {
    return (await this.#note(this.#delivered, mark)) ?? false;
  }

  /** Writes what is left, within a limit. */
  async [Symbol.asyncDispose](): Promise<void> {
    const over = new AbortController();
    const limit = delay(CLOSING_LIMIT_MS, undefined, { signal: over.signal }).catch(() => {});
    void limit.then(() => this.#giveUp.abort());
    await this.#writing;
    over.abort();
  }

  #note<Note, Result>(book: NoteBook<Note, Result>, note: Note): Promise<Result | null> {
    const written = book.add(note);
    this.#writing ??= this.#write();
    return written;
  }

  async #write(): Promise<void> {
    // Everything that was noted in the same turn goes into the first batch.
    await Promise.resolve();
    while (this.#sent.length + this.#unsent.length + this.#delivered.length > 0) {
      for (const book of [this.#sent, this.#unsent, this.#delivered]) await book.writeBatch(this.#giveUp.signal);
    }
    this.#writing = null;
  }
}
