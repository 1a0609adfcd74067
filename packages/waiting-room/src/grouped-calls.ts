/** People in one step: a fifth of a millisecond of Redis, in which everybody else waits. */
const MOST_AT_ONCE = 32;
/** Longest anybody waits to go along with others, in milliseconds. */
const LONGEST_WAIT_MS = 2;

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
 * Questions of one moment. Those that come within one turn of the event loop, or while an earlier call is under way, are
 * asked of the line in one call for each window, in the order they came: what a call costs by itself, here and in Redis,
 * is shared by all of them. Nobody waits for an earlier call longer than {@link LONGEST_WAIT_MS}.
 */
export class GroupedCalls<Question, Answer> {
  readonly #ask: AskTogether<Question, Answer>;
  /** Who has come, by window. */
  #groups = new Map<string, Asker<Question, Answer>[]>();
  #underWay = 0;
  #endOfWait: NodeJS.Timeout | undefined;

  constructor(ask: AskTogether<Question, Answer>) {
    this.#ask = ask;
  }

  /** Rejects with ioredis' errors: when Redis is away, everybody of the group is told so. */
  ask(windowId: string, question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#groups.size === 0) this.#plan();
      const group = this.#groups.get(windowId);
      if (group === undefined) this.#groups.set(windowId, [{ question, resolve, reject }]);
      else group.push({ question, resolve, reject });
    });
  }

  #plan(): void {
    if (this.#underWay === 0) setImmediate(this.#askAll);
    else this.#endOfWait = setTimeout(this.#askAll, LONGEST_WAIT_MS);
  }

  readonly #askAll = (): void => {
    clearTimeout(this.#endOfWait);
    this.#endOfWait = undefined;
    const groups = this.#groups;
    this.#groups = new Map();
    for (const [windowId, group] of groups) {
      for (let from = 0; from < group.length; from += MOST_AT_ONCE) {
        void this.#askFor(windowId, group.slice(from, from + MOST_AT_ONCE));
      }
    }
  };

  async #askFor(windowId: string, group: readonly Asker<Question, Answer>[]): Promise<void> {
    this.#underWay += 1;
    try {
      const answers = await this.#ask(
        windowId,
        group.map(({ question }) => question),
      );
      if (answers.length !== group.length) throw new TypeError('the line answered others than asked');
      answers.forEach((answer, index) => {
        if (answer instanceof Error) group[index]?.reject(answer);
        else group[index]?.resolve(answer);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0 && this.#endOfWait !== undefined) this.#waitNoLonger();
    }
  }

  /** Those who come in this turn still go along. */
  #waitNoLonger(): void {
    clearTimeout(this.#endOfWait);
    this.#endOfWait = undefined;
    setImmediate(this.#askAll);
  }
}
