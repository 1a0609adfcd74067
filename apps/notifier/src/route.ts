import { type Carrier, SendError, type TextMessage } from './carrier.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';

/** Messages claimed at a time, at most. */
const MAX_CLAIM = 250;
/** Room is offered when so much of the capacity is free: a claim for each answer would cost more than it brings. */
const WORTHWHILE = 1 / 4;

/** One carrier with its breaker: how many messages it may be given now, and the way to it. */
export class Route {
  readonly carrier: Carrier;
  readonly breaker: CircuitBreaker;
  readonly #left: () => void;
  readonly #worthwhile: number;
  #inFlight = 0;

  /** @param left told whenever a message has left, so that there may be room */
  constructor(carrier: Carrier, breaker: CircuitBreaker, left: () => void) {
    this.carrier = carrier;
    this.breaker = breaker;
    this.#left = left;
    this.#worthwhile = Math.ceil(carrier.capacity * WORTHWHILE);
  }

  get name(): string {
    return this.carrier.name;
  }

  /** Messages on the way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Messages that may be claimed for it now. */
  get room(): number {
    if (!this.carrier.available) return 0;
    const { state } = this.breaker;
    if (state === 'open') return 0;
    const free = this.carrier.capacity - this.#inFlight;
    if (state === 'half-open') return this.#inFlight === 0 ? 1 : 0;
    return free < this.#worthwhile ? 0 : Math.min(free, MAX_CLAIM);
  }

  /** Gives a claimed message its place until `delivery` has ended. */
  async through<Result>(delivery: () => Promise<Result>): Promise<Result> {
    this.#inFlight += 1;
    try {
      return await delivery();
    } finally {
      this.#inFlight -= 1;
      this.#left();
    }
  }

  /**
   * Hands over one message.
   * @throws {SendError} `busy` never while the breaker probes: a probe costs the message nothing
   */
  async send(message: TextMessage): Promise<{ readonly carrierMessageId: string }> {
    const probing = this.breaker.state !== 'closed';
    const settle = this.breaker.begin();
    try {
      const sent = await this.carrier.send(message);
      settle(true);
      return sent;
    } catch (error) {
      const failure = error instanceof SendError ? error.failure : null;
      if (failure !== null) settle(failure === 'refused');
      if (probing && failure === 'busy') throw new SendError('unavailable', 'a probe');
      throw error;
    }
  }
}
