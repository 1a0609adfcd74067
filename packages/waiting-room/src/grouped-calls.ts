/** People in one step: some 0.3 ms of Redis, in which everybody else waits. */
const MOST_AT_ONCE = 64;

/** Asks the line about some people of one window in one step: an answer for each in turn, an `Error` for one who fails alone. */
export type AskTogether<Question, Answer> = (
  windowId: string,
  questions: readonly Question[],
) => Promise<readonly (Answer | Error)[]>;

interface Asker<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Questions of one moment. Those that come within one turn of the event loop are asked of the line in one call for each
 * window, in the order they came: what a call costs by itself, here and in Redis, is shared by all of them.
 */
export class GroupedCalls<Question, Answer> {
  readonly #ask: AskTogether<Question, Answer>;
  /** Who came within this turn, by window. */
  #groups = new Map<string, Asker<Question, Answer>[]>();

  constructor(ask: AskTogether<Question, Answer>) {
    this.#ask = ask;
  }

  /** Rejects with ioredis' errors: when Redis is away, everybody of the group is told so. */
  ask(windowId: string, question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#groups.size === 0) setImmediate(this.#askAll);
      const group = this.#groups.get(windowId);
      if (group === undefined) this.#groups.set(windowId, [{ question, resolve, reject }]);
      else group.push({ question, resolve, reject });
    });
  }

  readonly #askAll = (): void => {
    const groups = this.#groups;
    this.#groups = new Map();
    for (const [windowId, group] of groups) {
      for (let from = 0; from < group.length; from += MOST_AT_ONCE) {
        void this.#askFor(windowId, group.slice(from, from + MOST_AT_ONCE));
      }
    }
  };

  async #askFor(windowId: string, group: readonly Asker<Question, Answer>[]): Promise<void> {
    const questions = group.map(({ question }) => question);
    try {
      const answers = await this.#ask(windowId, questions);
      if (answers.length !== group.length) throw new TypeError('the line answered others than asked');
      answers.forEach((answer, index) => {
        if (answer instanceof Error) group[index]?.reject(answer);
        else group[index]?.resolve(answer);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
