import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A booking as somebody was shown it. */
export interface ShownBooking {
  readonly id: string;
  readonly number: string;
  readonly slotId: string;
  readonly state: string;
}

/** What every line of the history has: who asked, when, and when they had the answer (milliseconds of one clock). */
interface Asked {
  readonly person: string;
  readonly windowId: string;
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  /** `null` for an answer; otherwise the code of the problem, `unreachable` when there was no answer. */
  readonly code: string | null;
}

export interface Joined extends Asked {
  readonly what: 'join';
  readonly number: number | null;
}
interface Claimed extends Asked {
  readonly what: 'claim';
}
interface Submitted extends Asked {
  readonly what: 'book';
  readonly key: string;
  readonly slots: readonly string[];
  readonly requestId: string | null;
}
export interface Learned extends Asked {
  readonly what: 'outcome';
  readonly key: string;
  readonly requestId: string;
  readonly state: 'received' | 'confirmed' | 'rejected' | null;
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly booking: ShownBooking | null;
}
interface Looked extends Asked {
  readonly what: 'mine';
  readonly bookings: readonly ShownBooking[];
}
interface Change extends Asked {
  readonly bookingId: string;
  /** Where it was to be moved. */
  readonly slotId: string | null;
  readonly booking: ShownBooking | null;
}
export interface Cancelled extends Change {
  readonly what: 'cancel';
}
interface Moved extends Change {
  readonly what: 'move';
}
/** How somebody's evening ended: `booked`, `exhausted`, `closed`, or the code of what they could not get past. */
interface Ended extends Asked {
  readonly what: 'end';
  readonly ending: string;
}

/** One line of the history. */
export type Entry = Joined | Claimed | Submitted | Learned | Looked | Cancelled | Moved | Ended;

/** Everything every client asked and was told, in memory for the checker and as JSON lines for whoever looks into a failure. */
export class History implements AsyncDisposable {
  readonly entries: Entry[] = [];
  readonly #file: WriteStream;

  constructor(path: string) {
    this.#file = createWriteStream(path);
  }

  note(entry: Entry): void {
    // Should a run break off, people are still asking.
    if (this.#file.writableEnded) return;
    this.entries.push(entry);
    this.#file.write(`${JSON.stringify(entry)}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#file.end();
    await finished(this.#file);
  }
}
