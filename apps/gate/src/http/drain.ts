import type { Dependency } from '@sunbeon/service-kit';

/** Once begun, the gate says that it is not ready; it answers what has arrived, and each connection ends with its answer (`listen`). */
export class Drain {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  begin(): void {
    this.#begun = true;
  }

  /** What `/readyz` asks, so that a balancer sends no more people here. */
  readonly readiness: Dependency = {
    name: 'accepting',
    check: () => (this.#begun ? Promise.reject(new Error('draining')) : Promise.resolve()),
  };
}
