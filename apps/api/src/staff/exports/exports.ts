import { Problem } from '@sunbeon/core';
import { type ExportWish, type OpenExport, openExport, openStore, type Store } from '@sunbeon/store';

/** Exports under way at the same time: each holds a connection for as long as its reader takes. */
const MAX_EXPORTS = 2;
/** Putting aside what a nation booked takes a while. */
const ANSWER_LIMIT_MS = 120_000;
const RETRY_AFTER_SECONDS = 20;

/** The connections by which data is exported, and who has them: nobody else waits for a slow reader. */
export class Exports implements AsyncDisposable {
  readonly #store: Store;
  #underWay = 0;

  constructor(databaseUrl: string) {
    this.#store = openStore({ databaseUrl, poolSize: MAX_EXPORTS, answerLimitMs: ANSWER_LIMIT_MS });
  }

  /**
   * Opens an export; others may once it is disposed.
   * @throws {Problem} `exports-busy`; as `openExport` does
   */
  async open(wish: ExportWish): Promise<OpenExport> {
    if (this.#underWay >= MAX_EXPORTS) throw new Problem('exports-busy', {}, RETRY_AFTER_SECONDS);
    this.#underWay += 1;
    try {
      const opened = await openExport(this.#store, wish);
      const dispose = async () => {
        this.#underWay -= 1;
        await opened[Symbol.asyncDispose]();
      };
      return { ...opened, [Symbol.asyncDispose]: dispose };
    } catch (error) {
      this.#underWay -= 1;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }
}
