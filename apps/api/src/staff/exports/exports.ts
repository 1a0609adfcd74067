import { Problem } from '@sunbeon/core';
import { openStore, type Store } from '@sunbeon/store';

/** Exports under way at the same time: each holds a connection for as long as its reader takes. */
const MAX_EXPORTS = 2;
/** Putting aside what a nation booked takes a while. */
const ANSWER_LIMIT_MS = 120_000;
const RETRY_AFTER_SECONDS = 20;

/** The connections by which data is exported, and who has them: nobody else waits for a slow reader. */
export class Exports implements AsyncDisposable {
  readonly store: Store;
  #underWay = 0;

  constructor(databaseUrl: string) {
    this.store = openStore({ databaseUrl, poolSize: MAX_EXPORTS, answerLimitMs: ANSWER_LIMIT_MS });
  }

  /** A place among those who export, to be disposed. @throws {Problem} `exports-busy` */
  take(): Disposable {
    if (this.#underWay >= MAX_EXPORTS) throw new Problem('exports-busy', {}, RETRY_AFTER_SECONDS);
    this.#underWay += 1;
    return { [Symbol.dispose]: () => (this.#underWay -= 1) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
  }
}
