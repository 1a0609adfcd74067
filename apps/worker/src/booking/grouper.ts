/** Decides a whole group at once; answers in the order of the items. */
export type DecideGroup<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

export interface GroupLimits {
  /** A group is closed when it is this large … */
  readonly maxItems: number;
  /** … or this old, in milliseconds. */
  readonly maxWaitMs: number;
  /** Groups decided at the same time; more wait, and grow meanwhile. */
  readonly maxGroups: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers single items into groups that are decided together: under load a group is full before it is old, and while all
 * groups are busy the next ones fill up by themselves. How many items wait is bounded by whoever adds them.
 */
export class Grouper<Item, Result> {
  readonly #decide: DecideGroup<Item, Result>;
  readonly #limits: GroupLimits;
  #waiting: Waiting<Item, Result>[] = [];
  #timer: NodeJS.Timeout | null = null;
  #busy = 0;

  constructor(decide: DecideGroup<Item, Result>, limits: GroupLimits) {
    this.#decide = decide;
    this.#limits = limits;
  }

  /** Resolves with what was decided about this item; rejects with the error that stopped its group. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length >= this.#limits.maxItems) this.#startGroup();
      else this.#timer ??= setTimeout(() => this.#startGroup(), this.#limits.maxWaitMs);
    });
  }

  #startGroup(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#busy >= this.#limits.maxGroups || this.#waiting.length === 0) return;
    const group = this.#waiting.slice(0, this.#limits.maxItems);
    this.#waiting = this.#waiting.slice(this.#limits.maxItems);
    this.#busy += 1;
    void this.#settle(group);
  }

  async #settle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#decide(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error('the group was decided without this item'));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.#busy -= 1;
      if (this.#waiting.length > 0) this.#startGroup();
    }
  }
}
