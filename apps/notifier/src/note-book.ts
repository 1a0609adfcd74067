import { setTimeout as delay } from 'node:timers/promises';

/** Rows written by one statement. */
const MAX_BATCH = 500;
const RETRY_AFTER_MS = 500;

interface Pending<Note, Result> {
  readonly note: Note;
  readonly settle: (result: Result | null) => void;
}

/** Writes many notes at once; the results are in the order of the notes. */
export type WriteNotes<Note, Result> = (notes: readonly Note[]) => Promise<readonly Result[]>;

/** Notes of one kind on their way to the database, gathered into batches. */
export class NoteBook<Note, Result> {
  readonly #write: WriteNotes<Note, Result>;
  readonly #failed: (error: unknown) => void;
  #pending: Pending<Note, Result>[] = [];

  /** @param failed told of every write that failed and will be tried again */
  constructor(write: WriteNotes<Note, Result>, failed: (error: unknown) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  get length(): number {
    return this.#pending.length;
  }

  /** Resolves with the result once it is written, or with `null` if writing was given up. */
  add(note: Note): Promise<Result | null> {
    return new Promise((settle) => {
      this.#pending.push({ note, settle });
    });
  }

  /** Writes what has gathered, up to a batch; tries on until it is written or `giveUp` aborts. */
  async writeBatch(giveUp: AbortSignal): Promise<void> {
    const batch = this.#pending.splice(0, MAX_BATCH);
    if (batch.length === 0) return;
    const results = await this.#persist(
      batch.map(({ note }) => note),
      giveUp,
    );
    for (const [index, { settle }] of batch.entries()) settle(results[index] ?? null);
  }

  async #persist(notes: readonly Note[], giveUp: AbortSignal): Promise<readonly Result[]> {
    while (!giveUp.aborted) {
      try {
        return await this.#write(notes);
      } catch (error) {
        this.#failed(error);
        await delay(RETRY_AFTER_MS, undefined, { signal: giveUp }).catch(() => {});
      }
    }
    return [];
  }
}
