import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { WaitingRoom } from '@sunbeon/waiting-room';
import { Chance } from '../chance.ts';
import { aPersonKey } from './bench.ts';

const TICK_MS = 100;
const JOINS_AT_ONCE = 1_000;
/** A page near the front asks about once a second. */
const SOONEST_CLAIM_MS = 50;
const LATEST_CLAIM_MS = 1_000;
const TRY_AGAIN_MS = 2_000;
const SESSION_SPREAD = 0.5;

export interface TabHabits {
  /** Share of the called whose tab is closed. */
  readonly closedShare: number;
  readonly sessionMs: number;
}

/** People who wait in a line, some behind a closed tab: who is called claims a seat, keeps it a while and books. */
export class TabCrowd {
  readonly #room: WaitingRoom;
  readonly #windowId: string;
  readonly #habits: TabHabits;
  readonly #chance: Chance;
  readonly #people: string[] = [];
  readonly #stopping = new AbortController();
  admitted = 0;
  /** Claims of called people that found every seat taken. */
  turnedAway = 0;
  called = 0;

  constructor(room: WaitingRoom, windowId: string, habits: TabHabits, seed: number) {
    this.#room = room;
    this.#windowId = windowId;
    this.#habits = habits;
    this.#chance = new Chance(seed);
    // Everybody waits for it.
    setMaxListeners(0, this.#stopping.signal);
  }

  async join(count: number): Promise<void> {
    while (this.#people.length < count) {
      const some = Array.from({ length: Math.min(JOINS_AT_ONCE, count - this.#people.length) }, aPersonKey);
      const joined = await Promise.all(some.map((person) => this.#room.join(this.#windowId, person)));
      for (const [index, place] of joined.entries())
        if (place.outcome === 'placed') this.#people[place.number - 1] = some[index] ?? '';
    }
  }

  /** Calls and lives for so long. */
  async live(forMs: number): Promise<void> {
    const endsAt = performance.now() + forMs;
    for (let tickAt = performance.now(); tickAt < endsAt; tickAt += TICK_MS) {
      const { called, serving } = await this.#room.callNext(this.#windowId);
      this.called += called;
      for (let number = serving - called + 1; number <= serving; number += 1)
        if (!this.#chance.happens(this.#habits.closedShare)) void this.#come(number);
      await delay(Math.max(0, tickAt + TICK_MS - performance.now()));
    }
  }

  /** Everybody goes home. */
  leave(): void {
    this.#stopping.abort();
  }

  async #come(number: number): Promise<void> {
    const { signal } = this.#stopping;
    const person = this.#people[number - 1] ?? '';
    try {
      await delay(this.#chance.between(SOONEST_CLAIM_MS, LATEST_CLAIM_MS), undefined, { signal });
      while ((await this.#room.claim(this.#windowId, number, person)).outcome !== 'admitted') {
        this.turnedAway += 1;
        await delay(TRY_AGAIN_MS, undefined, { signal });
      }
      this.admitted += 1;
      await delay(this.#chance.around(this.#habits.sessionMs, SESSION_SPREAD), undefined, { signal });
      await this.#room.finish(this.#windowId, number);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
