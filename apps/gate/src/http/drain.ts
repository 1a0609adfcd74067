import type { Dependency } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';

/** Once begun, the gate says that it is not ready, answers what has arrived, and asks connections to end. */
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

  /** A connection kept alive would keep the process alive. */
  readonly hangUp: RequestHandler = (_req, res, next) => {
    if (this.#begun) res.set('Connection', 'close');
    next();
  };
}
