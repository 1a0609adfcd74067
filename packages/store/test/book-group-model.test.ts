import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import fc from 'fast-check';
import { decideBookings } from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

/* `book_group` against the rule it implements, written as plainly as possible. */

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

interface ModelSlot {
  readonly windowId: string;
  free: number;
}

/** The rule: by window and number, the first choice that is free, one booking per person and campaign, decided once. */
class Model {
  readonly #campaignOf: ReadonlyMap<string, string>;
  readonly #slots: ReadonlyMap<string, ModelSlot>;
  readonly #endings = new Map<string, string>();
  readonly #holders = new Set<string>();

  constructor(campaignOf: ReadonlyMap<string, string>, slots: ReadonlyMap<string, ModelSlot>) {
    this.#campaignOf = campaignOf;
    this.#slots = slots;
  }

  decide(group: readonly BookingRequest[]): string[] {
    const inOrder = group.toSorted(
      (a, b) => compare(a.windowId, b.windowId) || a.number - b.number || compare(a.requestId, b.requestId),
    );
    for (const request of inOrder) {
      if (!this.#endings.has(request.requestId)) this.#endings.set(request.requestId, this.#decideOne(request));
    }
    return group.map(({ requestId }) => this.#endings.get(requestId) ?? '');
  }

  #decideOne({ windowId, personKey, choices }: BookingRequest): string {
    const campaign = this.#campaignOf.get(windowId);
    if (campaign === undefined) return 'window-unknown';
    const holder = `${campaign}/${personKey}`;
    if (this.#holders.has(holder)) return 'already-booked';
    const known = choices.filter((id) => this.#slots.get(id)?.windowId === windowId);
    const given = known.find((id) => (this.#slots.get(id)?.free ?? 0) > 0);
    if (given === undefined) return known.length === 0 ? 'slot-unknown' : 'slot-full';
    const slot = this.#slots.get(given);
    if (slot) slot.free -= 1;
    this.#holders.add(holder);
    return given;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The slot a request got, or the code that refused it. */
function endingOf(outcome: BookingOutcome | undefined): string {
  if (outcome === undefined) return 'missing';
  return outcome.state === 'confirmed' ? outcome.booking.slotId : outcome.code;
}

const PEOPLE = 6;
const WINDOWS = 3;
const SLOTS_PER_WINDOW = 3;

const step = fc.record({
  person: fc.nat(PEOPLE - 1),
  /** One more than there are: unknown. */
  window: fc.nat(WINDOWS),
  number: fc.integer({ min: 1, max: 4 }),
  choices: fc.uniqueArray(fc.nat(WINDOWS * SLOTS_PER_WINDOW), { minLength: 1, maxLength: 3 }),
  /** Sends an earlier request again instead of a new one. */
  again: fc.option(fc.nat(20), { freq: 4 }),
});

const night = fc.record({
  capacities: fc.array(fc.nat(3), { minLength: WINDOWS * SLOTS_PER_WINDOW, maxLength: WINDOWS * SLOTS_PER_WINDOW }),
  groups: fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
});

test('the database function decides as the rule does, group after group', async () => {
  await fc.assert(
    fc.asyncProperty(night, async ({ capacities, groups }) => {
      const campaignOf = new Map<string, string>();
      const slots = new Map<string, ModelSlot>();
      const windowIds: string[] = [];
      const campaigns = ['a', 'a', 'b'].map((name) => `${name}-${campaignSerial}`);
      campaignSerial += 1;
      for (const [index, campaignId] of campaigns.entries()) {
        const some = capacities.slice(index * SLOTS_PER_WINDOW, (index + 1) * SLOTS_PER_WINDOW);
        const made = await aWindowWithSlots(at.store, { campaignId, capacities: some });
        windowIds.push(made.windowId);
        campaignOf.set(made.windowId, campaignId);
        for (const [seat, id] of made.slots.entries())
          slots.set(id, { windowId: made.windowId, free: some[seat] ?? 0 });
      }
      const slotIds = [...slots.keys(), '999999999999999'];
      const model = new Model(campaignOf, slots);
      const sent: BookingRequest[] = [];
      for (const steps of groups) {
        const group = steps.map(({ person, window, number, choices, again }) => {
          const earlier = again === null ? undefined : sent[again];
          return (
            earlier ??
            aRequest({
              windowId: windowIds[window] ?? 'no-such-window',
              personKey: String(person).padStart(22, 'p'),
              number,
              choices: choices.map((index) => slotIds[index] ?? ''),
              receivedAtMs: 1_626_692_400_000,
            })
          );
        });
        sent.push(...group);
        const outcomes = await decideBookings(at.store, group);
        const expected = model.decide(group);
        expect(group.map(({ requestId }) => endingOf(outcomes.get(requestId)))).toEqual(expected);
      }
      const taken = await at.store.prisma.slot.findMany({ where: { id: { in: [...slots.keys()].map(BigInt) } } });
      for (const slot of taken) expect(slot.capacity - slot.taken).toBe(slots.get(String(slot.id))?.free);
    }),
    { numRuns: 40 },
  );
}, 120_000);

let campaignSerial = 0;
