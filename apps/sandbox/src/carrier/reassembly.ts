import type { Submission } from './submission.ts';

/** Messages waiting for their other parts; the oldest is given up first. */
const MAX_INCOMPLETE = 10_000;

/** A message with all its parts. */
export interface Whole {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly parts: number;
}

/** Puts messages in several parts together again, in whatever order the parts come. */
export class Reassembly {
  readonly #incomplete = new Map<string, Map<number, string>>();

  /** Adds a submission; returns the whole message when nothing is missing any more, else `null`. */
  add(submission: Submission): Whole | null {
    const { from, to, text, part } = submission;
    if (part === null) return { from, to, text, parts: 1 };
    const key = JSON.stringify([from, to, part.reference, part.total]);
    const texts = this.#incomplete.get(key) ?? new Map<number, string>();
    texts.set(part.sequence, text);
    if (texts.size < part.total) {
      this.#keep(key, texts);
      return null;
    }
    this.#incomplete.delete(key);
    const inOrder = [...texts].toSorted(([a], [b]) => a - b).map(([, piece]) => piece);
    return { from, to, text: inOrder.join(''), parts: part.total };
  }

  #keep(key: string, texts: Map<number, string>): void {
    this.#incomplete.set(key, texts);
    if (this.#incomplete.size <= MAX_INCOMPLETE) return;
    const [oldest] = this.#incomplete.keys();
    if (oldest !== undefined) this.#incomplete.delete(oldest);
  }
}
