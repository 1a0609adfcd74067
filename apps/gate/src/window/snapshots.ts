/** Keys remembered at most; beyond it everything is forgotten and computed again. */
const MAX_KEYS = 1_000;

interface Snapshot<Value> {
  readonly takenAtMs: number;
  readonly value: Promise<Value>;
  /** The same once it is there. */
  settled?: Value;
}

/**
 * Values that are computed at most once per `maxAgeMs` and key, however many ask: those who ask while it is being
 * computed share the same promise. A failure is not remembered.
 */
export class Snapshots<Value> {
  readonly #compute: (key: string) => Promise<Value>;
  readonly #maxAgeMs: number;
  readonly #snapshots = new Map<string, Snapshot<Value>>();

  constructor(compute: (key: string) => Promise<Value>, maxAgeMs: number) {
    this.#compute = compute;
    this.#maxAgeMs = maxAgeMs;
  }

  /** The value for `key`, at most `maxAgeMs` old; rejects when computing it fails. */
  of(key: string): Promise<Value> {
    const known = this.#young(key);
    if (known !== undefined) return known.value;
    if (this.#snapshots.size >= MAX_KEYS) this.#snapshots.clear();
    const snapshot: Snapshot<Value> = { takenAtMs: performance.now(), value: this.#compute(key) };
    this.#snapshots.set(key, snapshot);
    void this.#settle(key, snapshot);
    return snapshot.value;
  }

  /** The same without waiting a turn; `undefined` when it has to be computed first. */
  atHand(key: string): Value | undefined {
    return this.#young(key)?.settled;
  }

  async #settle(key: string, snapshot: Snapshot<Value>): Promise<void> {
    try {
      snapshot.settled = await snapshot.value;
    } catch {
      if (this.#snapshots.get(key) === snapshot) this.#snapshots.delete(key);
    }
  }

  #young(key: string): Snapshot<Value> | undefined {
    const known = this.#snapshots.get(key);
    return known !== undefined && performance.now() - known.takenAtMs < this.#maxAgeMs ? known : undefined;
  }
}
