import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingRequest } from '@sunbeon/core';
import fc from 'fast-check';
import { decideBookings } from '../src/index.ts';
import { aRequest, aStore, type TestStore } from './a-store.ts';
import { BookingModel, endingOf, type ModelSlot, type ModelWindow } from './booking-model.ts';
import { type LaidSlot, laidOut } from './laid-out.ts';

/* `book_group` against the rule it implements, in groups at random: two windows of one campaign, and one of two doses. */

const LATITUDES: Readonly<Record<string, number>> = { s1: 37.57, s2: 37.6, s3: 37.5 };

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
  for (const [id, latitude] of Object.entries(LATITUDES)) {
    await at.store.prisma.site.update({ where: { id }, data: { latitude } });
  }
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const distances = (from: string, to: string) => Math.abs((LATITUDES[from] ?? 0) - (LATITUDES[to] ?? 0));

/** Half an hour after midnight in Seoul, while it is the day before in UTC, and the afternoon of the same day. */
const [NIGHT, NOON] = ['15:30', '05:00'];
const ONE_DOSE: readonly LaidSlot[] = [
  { startsAt: `2021-08-16T${NIGHT}Z` },
  { startsAt: `2021-08-17T${NOON}Z` },
  { startsAt: `2021-08-17T${NOON}Z`, siteId: 's2' },
  { startsAt: `2021-08-17T06:00Z`, siteId: 's3' },
];
const TWO_DOSES: readonly LaidSlot[] = [
  ...ONE_DOSE,
  { startsAt: `2021-09-06T${NIGHT}Z` },
  { startsAt: `2021-09-07T${NOON}Z` },
  { startsAt: `2021-09-13T${NIGHT}Z` },
  { startsAt: `2021-09-21T${NOON}Z` },
  { startsAt: `2021-09-14T${NOON}Z`, siteId: 's2' },
];
const WINDOWS: readonly { campaign: string; days: number | null; slots: readonly LaidSlot[] }[] = [
  { campaign: 'a', days: null, slots: ONE_DOSE },
  { campaign: 'a', days: null, slots: ONE_DOSE },
  { campaign: 'b', days: 21, slots: TWO_DOSES },
];
const SLOTS = WINDOWS.flatMap(({ slots }) => slots).length;
const PEOPLE = 8;

const step = fc.record({
  person: fc.nat(PEOPLE - 1),
  /** One more than there are: unknown. */
  window: fc.nat(WINDOWS.length),
  number: fc.integer({ min: 1, max: 4 }),
  /** One more than there are: unknown. Counted from the first slot of the window. */
  choices: fc.uniqueArray(fc.nat(TWO_DOSES.length), { minLength: 1, maxLength: 3 }),
  /** Sends an earlier request again instead of a new one. */
  again: fc.option(fc.nat(20), { freq: 4 }),
});

const night = fc.record({
  capacities: fc.array(fc.nat(3), { minLength: SLOTS, maxLength: SLOTS }),
  closed: fc.array(fc.nat(7), { minLength: SLOTS, maxLength: SLOTS }).map((all) => all.map((one) => one === 0)),
  siteClosed: fc.nat(5).map((one) => one === 0),
  groups: fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
});

interface House {
  readonly windows: Map<string, ModelWindow>;
  readonly slots: ModelSlot[];
}

async function house(capacities: readonly number[], closed: readonly boolean[], siteClosed: boolean): Promise<House> {
  await at.store.prisma.site.update({ where: { id: 's2' }, data: { closedAt: siteClosed ? new Date() : null } });
  const windows = new Map<string, ModelWindow>();
  const slots: ModelSlot[] = [];
  serial += 1;
  for (const { campaign, days, slots: plan } of WINDOWS) {
    const campaignId = `${campaign}-${serial}`;
    const laid = plan.map((slot, index) => ({ ...slot, capacity: capacities[slots.length + index] ?? 0 }));
    const twoDoses = days === null ? {} : { secondDoseAfterDays: days };
    const { windowId, slots: ids } = await laidOut(at.store, { campaignId, slots: laid, ...twoDoses });
    windows.set(windowId, { campaignId, secondDoseAfterDays: days });
    for (const [index, id] of ids.entries()) {
      const { siteId = 's1', startsAt, capacity } = laid[index] ?? missing();
      const slotClosed = closed[slots.length] ?? false;
      if (slotClosed) await at.sql('UPDATE slot SET closed_at = now() WHERE id = $1', [id]);
      slots.push({
        id,
        windowId,
        siteId,
        startsAtMs: Date.parse(startsAt),
        closed: slotClosed || (siteClosed && siteId === 's2'),
        free: capacity,
      });
    }
  }
  return { windows, slots };
}

let serial = 0;

function missing(): never {
  throw new RangeError('more slots than were laid out');
}

test('the database function decides as the rule does, group after group', async () => {
  await fc.assert(
    fc.asyncProperty(night, async ({ capacities, closed, siteClosed, groups }) => {
      const { windows, slots } = await house(capacities, closed, siteClosed);
      const windowIds = [...windows.keys()];
      const model = new BookingModel(windows, slots, distances);
      const sent: BookingRequest[] = [];
      for (const steps of groups) {
        const group = steps.map(({ person, window, number, choices, again }) => {
          const earlier = again === null ? undefined : sent[again];
          const windowId = windowIds[window] ?? 'no-such-window';
          const first = Math.max(
            0,
            slots.findIndex((slot) => slot.windowId === windowId),
          );
          return (
            earlier ??
            aRequest({
              windowId,
              personKey: String(person).padStart(22, 'p'),
              number,
              choices: choices.map((index) => slots[first + index]?.id ?? '999999999999999'),
              receivedAtMs: 1_626_692_400_000,
            })
          );
        });
        sent.push(...group);
        const outcomes = await decideBookings(at.store, group);
        const endings = group.map(({ requestId }) => endingOf(outcomes.get(requestId)));
        expect(endings).toEqual(model.decide(group));
      }
      const ids = slots.map(({ id }) => BigInt(id));
      const taken = await at.store.prisma.slot.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
      expect(taken.map((slot) => slot.capacity - slot.taken)).toEqual(slots.map(({ free }) => free));
    }),
    { numRuns: 25 },
  );
});
