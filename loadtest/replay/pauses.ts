/** How exactly a pause is kept: it ends up to so many milliseconds late. */
const STEP_MS = 10;

type Wake = (value?: undefined) => void;

/**
 * The pauses of hundreds of thousands of people at once. A timer of its own for each would cost more than what they do in
 * between; here one turns for all of them, and whoever is due in the same step is woken together, in the order in which they
 * lay down. Disposing it wakes nobody any more.
 */
export class Pauses implements Disposable {
  readonly #due = new Map<number, Wake[]>();
  readonly #turning = setInterval(() => this.#wakeAll(), STEP_MS);
  #passed = stepAt(performance.now());

  /** Resolves after `ms` milliseconds, never sooner. */
  readonly pause = (ms: number): Promise<undefined> =>
    new Promise((wake: Wake) => {
      const step = Math.max(stepAt(performance.now() + ms) + 1, this.#passed + 1);
      const together = this.#due.get(step);
      if (together === undefined) this.#due.set(step, [wake]);
      else together.push(wake);
    });

  [Symbol.dispose](): void {
    clearInterval(this.#turning);
  }

  #wakeAll(): void {
    const reached = stepAt(performance.now());
    while (this.#passed < reached) {
      this.#passed += 1;
      const together = this.#due.get(this.#passed);
      if (together === undefined) continue;
      this.#due.delete(this.#passed);
      for (const wake of together) wake();
    }
  }
}

function stepAt(ms: number): number {
  return Math.floor(ms / STEP_MS);
}
