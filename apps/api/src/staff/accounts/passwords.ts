import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Problem } from '@sunbeon/core';

/** Argon2id (the library's default variant) with 46 MiB and two passes: about 50 ms of one core. */
const COST = { memoryCost: 47_104, timeCost: 2, parallelism: 1 };
/** Computed at the same time: the four threads of the process have contacts to seal besides. */
const AT_ONCE = 2;
/** Whoever comes after so many is told to come again: what waits is memory of ours, and time of those behind. */
const MAX_WAITING = 16;
const RETRY_AFTER_SECONDS = 2;

/** Hashes and checks passwords, a few at a time, so that logins starve nothing else of the process. */
export class Passwords {
  /** What the password of nobody is checked against. */
  readonly #nobodys = hash(randomBytes(16), COST);
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @throws {Problem} `overloaded` */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, COST));
  }

  /**
   * Whether the password is the one that was hashed; `false` without a hash, after the same time.
   * @throws {Problem} `overloaded`
   */
  async verify(password: string, hashed: string | null): Promise<boolean> {
    const against = hashed ?? (await this.#nobodys);
    const isRight = await this.#inTurn(() => verify(against, password));
    return isRight && hashed !== null;
  }

  async #inTurn<Result>(compute: () => Promise<Result>): Promise<Result> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MAX_WAITING) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    } else this.#running += 1;
    try {
      return await compute();
    } finally {
      const next = this.#waiting.shift();
      // Whoever waits takes over the turn.
      if (next) next();
      else this.#running -= 1;
    }
  }
}
