import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The generator starts from a state of mostly zeros, and its first numbers are nearly the same for any two small seeds. */
const SETTLES_AFTER = 64;

/** Chance that is the same for the same seed, and unlike that of its neighbours. */
export class Chance {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
    for (let n = 0; n < SETTLES_AFTER; n += 1) uniformFloat64(this.#generator);
  }

  /** Uniform from `low` up to `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * uniformFloat64(this.#generator);
  }

  happens(share: number): boolean {
    return this.between(0, 1) < share;
  }

  /** Exponential with this mean: the time until something that happens at random. */
  after(mean: number): number {
    return -Math.log(1 - this.between(0, 1)) * mean;
  }

  /** Log-normal around a mean: a positive length that varies by about the share `spread`. */
  around(mean: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.between(0, 1))) * Math.cos(2 * Math.PI * this.between(0, 1));
    return mean * Math.exp(spread * normal - spread ** 2 / 2);
  }
}
