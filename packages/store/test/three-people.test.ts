import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingRequest } from '@sunbeon/core';
import fc from 'fast-check';
import { type Actor, cancelBooking, decideBookings, delegateBy } from '../src/index.ts';
import { citizen, expectWhole, problemOf } from './a-booking.ts';
import { aConsent, somebody, withdraw } from './a-consent.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const MANY_SEATS = 1_000;
const RUNS = 12;

type Child = 'daughter' | 'son';
type Who = 'mother' | Child;
type Step =
  | { readonly do: 'ask' | 'ask again' | 'cancel'; readonly who: Who }
  | { readonly do: 'withdraw' | 'give'; readonly who: Child };

const child = fc.constantFrom<Child>('daughter', 'son');
const who = fc.constantFrom<Who>('mother', 'daughter', 'son');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('ask', 'cancel'), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask again'), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('withdraw', 'give'), who: child }) },
);
/** Steps of one list happen at the same time, each in a transaction of its own; the lists one after the other. */
const night = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 6, maxLength: 10 });

const ASKED = ['confirmed', 'already-booked'];
const NONE_TO_CANCEL = 'booking-unknown';

/** What a step may end with for somebody who may act, who may not, or of whom that changes at the same moment. */
function endingsOf(one: Step, may: boolean | null): ReadonlySet<string> {
  switch (one.do) {
    case 'ask':
      return new Set([...(may === false ? [] : ASKED), ...(may === true ? [] : ['consent-ended'])]);
    case 'cancel':
      return new Set([NONE_TO_CANCEL, ...(may === false ? [] : ['none']), ...(may === true ? [] : ['consent-ended'])]);
    case 'ask again':
      return new Set(['the same', 'nothing']);
    case 'withdraw':
    case 'give':
      return new Set(['done']);
    default:
      return one satisfies never;
  }
}

/** A parent and two children, who act at the same time over different connections. */
class Family {
  readonly mother = somebody();
  readonly #keys: Record<Child, string> = { daughter: somebody(), son: somebody() };
  readonly #consents: Record<Child, string | null> = { daughter: null, son: null };
  /** The newest consent of each, in force or not: what a page still shows. */
  readonly #shown: Record<Child, string>;
  readonly #asked = new Map<Who, { readonly request: BookingRequest; readonly ending: string }>();
  readonly #giving = new Set<Child>();
  readonly #windowId: string;
  readonly #slot: string;

  constructor(windowId: string, slot: string, shown: Record<Child, string>) {
    this.#windowId = windowId;
    this.#slot = slot;
    this.#shown = shown;
  }

  /** Takes the steps at the same time; says what came of them that must not. */
  async all(steps: readonly Step[]): Promise<string[]> {
    const before = { ...this.#consents };
    const touched = new Set(steps.flatMap((one) => (one.do === 'withdraw' || one.do === 'give' ? [one.who] : [])));
    /** Whether somebody may act: `null` where that changes at this very moment. */
    const may = (name: Who): boolean | null => {
      if (name === 'mother') return true;
      return touched.has(name) ? null : before[name] !== null;
    };
    const liveBefore = await this.#live();
    const results = await Promise.all(steps.map(async (one) => ({ one, result: await this.#take(one) })));
    const live = await this.#live();
    const booked = results.filter(({ one, result }) => one.do === 'ask' && result === 'confirmed').length;
    const isCancelled = steps.some((one) => one.do === 'cancel');
    // A booking goes by being cancelled alone, and is there only if somebody was told so.
    const isRight = live <= 1 && (isCancelled ? live <= liveBefore + booked : live === liveBefore + booked);
    const wrong = results.filter(({ one, result }) => !endingsOf(one, may(one.who)).has(result));
    return [
      ...wrong.map(({ one, result }) => `${one.do} by the ${one.who}: ${result}`),
      ...(isRight ? [] : [`${live} bookings, after ${liveBefore} and ${booked} made`]),
    ];
  }

  async #take(one: Step): Promise<string> {
    switch (one.do) {
      case 'ask':
        return this.#ask(one.who);
      case 'ask again':
        return this.#askAgain(one.who);
      case 'cancel':
        return this.#cancel(one.who);
      case 'withdraw':
        return this.#withdraw(one.who);
      case 'give':
        return this.#give(one.who);
      default:
        return one satisfies never;
    }
  }

  #request(name: Who): BookingRequest {
    const consentId = name === 'mother' ? null : this.#shown[name];
    const { mother: personKey } = this;
    return aRequest({ windowId: this.#windowId, choices: [this.#slot], personKey, consentId });
  }

  async #ask(name: Who): Promise<string> {
    const request = this.#request(name);
    const ending = await decided(request);
    this.#asked.set(name, { request, ending });
    return ending;
  }

  /** The request that was answered last, once more. */
  async #askAgain(name: Who): Promise<string> {
    const earlier = this.#asked.get(name);
    if (earlier === undefined) return 'nothing';
    const ending = await decided(earlier.request);
    return ending === earlier.ending ? 'the same' : `${ending} after ${earlier.ending}`;
  }

  async #cancel(name: Who): Promise<string> {
    const [booking] = await this.#bookings();
    if (booking === undefined) return NONE_TO_CANCEL;
    return problemOf(
      cancelBooking(at.store, { bookingId: booking.id, personKey: this.mother, actor: this.#actor(name) }),
    );
  }

  #actor(name: Who): Actor {
    if (name === 'mother') return citizen;
    return delegateBy({ consentId: this.#shown[name], delegateKey: this.#keys[name] });
  }

  async #withdraw(name: Child): Promise<string> {
    const consentId = this.#consents[name];
    if (consentId === null) return 'done';
    await withdraw(at, consentId);
    this.#consents[name] = null;
    return 'done';
  }

  /** One at a time, as the database has it. */
  async #give(name: Child): Promise<string> {
    if (this.#consents[name] !== null || this.#giving.has(name)) return 'done';
    this.#giving.add(name);
    const { consentId } = await aConsent(at, { delegateKey: this.#keys[name], beneficiaryKey: this.mother });
    this.#giving.delete(name);
    this.#consents[name] = consentId;
    this.#shown[name] = consentId;
    return 'done';
  }

  async #live(): Promise<number> {
    return (await this.#bookings()).length;
  }

  #bookings(): Promise<{ id: string }[]> {
    return at.sql(`SELECT id FROM booking WHERE person_key = $1 AND state = 'confirmed'`, [this.mother]);
  }
}

/** `confirmed`, or the code of the refusal. */
async function decided(request: BookingRequest): Promise<string> {
  const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
  return outcome?.state === 'rejected' ? outcome.code : (outcome?.state ?? 'not decided');
}

test('however a parent and two children book, cancel, consent and withdraw at once: one booking, and nobody acts without consent', async () => {
  await fc.assert(
    fc.asyncProperty(night, async (steps) => {
      const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [MANY_SEATS] });
      const [hers, his] = [await aConsent(at, { state: 'withdrawn' }), await aConsent(at, { state: 'withdrawn' })];
      const family = new Family(windowId, slots[0] ?? '', { daughter: hers.consentId, son: his.consentId });
      for (const together of [[{ do: 'give', who: 'daughter' } as const], ...steps]) {
        expect(await family.all(together)).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
  await expectWhole(at);
});
