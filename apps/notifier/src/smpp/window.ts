/** Lets at most `size` through at the same time; the others wait in order. */
export class Window {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Runs `task` once there is room. */
  async through<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#inside < this.#size) this.#inside += 1;
    else {
      // The place is handed over by whoever leaves, so the count stays.
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside -= 1;
    }
  }
}
