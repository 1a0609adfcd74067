const COMPACT_AFTER = 1_024;

/** First in, first out, with constant cost at both ends however long it grows. */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Takes the oldest item out; `undefined` when there is none. */
  shift(): Item | undefined {
    const item = this.#items[this.#head];
    if (this.length === 0) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head >= COMPACT_AFTER && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** The last `count` items, newest first. */
  newest(count: number): Item[] {
    const from = Math.max(this.#head, this.#items.length - count);
    return this.#items
      .slice(from)
      .filter((item) => item !== undefined)
      .toReversed();
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
  }
}
