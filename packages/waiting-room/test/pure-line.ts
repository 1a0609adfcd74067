import { type TicketState, type WindowDoor, windowStateAt } from '@sunbeon/core';

/** The rules of the line without Redis, for one window. Time stands still: seats do not expire and calls are not paced. */
export class PureLine {
  readonly #numbers = new Map<string, number>();
  readonly #seats = new Set<number>();
  readonly #expected = new Set<number>();
  readonly #finished = new Set<number>();
  #serving = 0;
  door: WindowDoor;
  maxActive: number;
  ceiling: number;

  constructor(door: WindowDoor, maxActive: number, ceiling: number) {
    this.door = door;
    this.maxActive = maxActive;
    this.ceiling = ceiling;
  }

  get state() {
    return windowStateAt(this.door, this.door.opensAtMs);
  }

  get serving() {
    return this.#serving;
  }

  get issued() {
    return this.#numbers.size;
  }

  get active() {
    return this.#seats.size;
  }

  holderOf(number: number): string | undefined {
    return [...this.#numbers.keys()][number - 1];
  }

  join(person: string) {
    if (this.state === 'closed') return { outcome: 'closed' };
    const held = this.#numbers.get(person);
    if (held !== undefined) return { outcome: 'placed', number: held, first: false, serving: this.#serving };
    const number = this.issued + 1;
    if (number > this.ceiling) return { outcome: 'ceiling' };
    this.#numbers.set(person, number);
    return { outcome: 'placed', number, first: true, serving: this.#serving };
  }

  claim(person: string, number: number) {
    if (this.state === 'closed') return { outcome: 'closed' };
    if (this.#numbers.get(person) !== number) return { outcome: 'not-placed' };
    if (this.#finished.has(number)) return { outcome: 'finished' };
    if (this.#seats.has(number)) return { outcome: 'admitted' };
    if (number > this.#serving) return { outcome: 'not-called', ahead: number - this.#serving - 1 };
    if (this.active >= this.maxActive) {
      this.#expected.add(number);
      return { outcome: 'no-seat' };
    }
    this.#seats.add(number);
    this.#expected.delete(number);
    return { outcome: 'admitted' };
  }

  finish(number: number): void {
    if (number > this.issued) return;
    this.#finished.add(number);
    this.release(number);
    this.#expected.delete(number);
  }

  release(number: number): void {
    this.#seats.delete(number);
  }

  callNext() {
    const free = this.maxActive - this.active - this.#expected.size;
    const called = this.state === 'open' ? Math.max(0, Math.min(free, this.issued - this.#serving)) : 0;
    for (let n = 1; n <= called; n += 1) this.#expected.add(this.#serving + n);
    this.#serving += called;
    return { called, serving: this.#serving, active: this.active };
  }

  standing(number: number): { state: TicketState; serving: number; issued: number } | null {
    if (number > this.issued) return null;
    return { state: this.#stateOf(number), serving: this.#serving, issued: this.issued };
  }

  #stateOf(number: number): TicketState {
    if (this.#finished.has(number)) return 'finished';
    if (this.#seats.has(number)) return 'admitted';
    return number <= this.#serving ? 'called' : 'waiting';
  }
}
