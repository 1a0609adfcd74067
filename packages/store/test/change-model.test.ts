import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cancelBooking,
  closeSlots,
  decideBookings,
  lapseOffers,
  moveBooking,
  offerDisplaced,
  settleOffer,
} from '../src/index.ts';
import { citizen, expectClosedSlotsEmpty, expectWhole, problemOf, staff } from './a-booking.ts';
import { aRequest, aStore, type TestStore } from './a-store.ts';
import { ChangeModel, type ModelSlot } from './change-model.ts';
import { laidOut } from './laid-out.ts';

/* Every change of a booking against the rules, first one after the other, then many at once. */

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const PEOPLE = 7;
const SITES = ['s1', 's2'];
const HOURS = 2;
const SLOTS = SITES.length * HOURS;

const person = fc.nat(PEOPLE - 1);
const slot = fc.nat(SLOTS - 1);
const command = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('book' as const), person, slot }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cancel' as const), person }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), person, slot }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('close' as const), slot }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close-site' as const), site: fc.nat(SITES.length - 1) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('settle' as const), person, accept: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('lapse' as const), person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('offer' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

/** Fewer seats than people or about as many, and most are taken before anything else happens: somebody has to wait. */
const capacities = fc.array(fc.constantFrom(1, 1, 2), { minLength: SLOTS, maxLength: SLOTS });
const crowd = Array.from({ length: PEOPLE }, (_, one) => ({ kind: 'book' as const, person: one, slot: one % SLOTS }));

/** A window at two sites of its own, and what people do in it. */
async function aScene(given: readonly number[], secondDoseAfterDays?: number) {
  const scene = (sceneSerial += 1);
  const sites = SITES.map((site) => `${site}-${scene}`);
  await at.store.prisma.site.createMany({
    data: sites.map((id) => ({
      id,
      name: id,
      type: '의원',
      province: '서울특별시',
      municipality: '종로구',
      municipalityCode: '11010',
      latitude: 37.57,
      // Scenes are far from each other.
      longitude: 100 + scene,
    })),
  });
  const plan: ModelSlot[] = sites.flatMap((site, place) =>
    Array.from({ length: HOURS }, (_, hour) => ({
      site,
      hour,
      capacity: given[place * HOURS + hour] ?? 0,
      closed: false,
    })),
  );
  const days = secondDoseAfterDays === undefined ? [16] : [16, 16 + secondDoseAfterDays];
  const { windowId, slots } = await laidOut(at.store, {
    ...(secondDoseAfterDays === undefined ? {} : { secondDoseAfterDays }),
    slots: days.flatMap((day) =>
      plan.map(({ site, hour, capacity }) => ({
        siteId: site,
        startsAt: new Date(Date.UTC(2021, 7, day, hour)).toISOString(),
        capacity,
      })),
    ),
  });
  const keyOf = (who: number) => `${scene}-${who}`.padStart(22, 'p');
  const bookings = new Map<number, string>();

  async function book(who: number, slotId: string): Promise<string> {
    const request = aRequest({ windowId, choices: [slotId], personKey: keyOf(who), number: who + 1 });
    const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
    if (outcome?.state !== 'confirmed') return outcome?.code ?? 'missing';
    bookings.set(who, outcome.booking.id);
    return 'none';
  }

  async function lapse(who: number): Promise<void> {
    await at.sql(
      `UPDATE offer SET expires_at = now() - interval '1 second' FROM booking
       WHERE booking.id = booking_id AND person_key = $1 AND offer.state = 'open'`,
      [keyOf(who)],
    );
    await lapseOffers(at.store, 100);
  }

  /** Does it to the database, and says how it ended. */
  function run(asked: Command): Promise<string> {
    const slotId = 'slot' in asked ? (slots[asked.slot] ?? '') : '';
    const who = 'person' in asked ? asked.person : -1;
    const own = { bookingId: bookings.get(who) ?? '', personKey: keyOf(who), actor: citizen };
    const closing = { actor: staff, reason: 'closed' };
    switch (asked.kind) {
      case 'book':
        return book(who, slotId);
      case 'cancel':
        return problemOf(cancelBooking(at.store, own));
      case 'move':
        return problemOf(moveBooking(at.store, { ...own, slotId }));
      case 'settle':
        return problemOf(settleOffer(at.store, { ...own, accept: asked.accept }));
      case 'close':
        return problemOf(closeSlots(at.store, { slotIds: [slotId] }, closing));
      case 'close-site':
        return problemOf(closeSlots(at.store, { siteId: sites[asked.site] ?? '' }, closing));
      case 'lapse':
        return problemOf(lapse(who));
      case 'offer':
        return problemOf(offerDisplaced(at.store, windowId));
      default:
        return asked satisfies never;
    }
  }

  async function picture(): Promise<string[]> {
    const rows = await at.sql<{ who: string; seen: string }>(
      `SELECT DISTINCT ON (person_key) person_key AS who,
        concat_ws(' ', booking.state, array_position($2::bigint[], booking.slot_id) - 1, 'v' || version,
          coalesce((array_position($2::bigint[], open_offer.slot_id) - 1)::text, '-')) AS seen
       FROM booking LEFT JOIN offer open_offer ON booking_id = booking.id AND open_offer.state = 'open'
       WHERE person_key = ANY ($1) AND dose = 1
       ORDER BY person_key, booked_at DESC`,
      [Array.from({ length: PEOPLE }, (_, index) => keyOf(index)), slots],
    );
    const seen = new Map(rows.map((row) => [row.who, row.seen]));
    return Array.from({ length: PEOPLE }, (_, index) => seen.get(keyOf(index)) ?? '-');
  }

  return { plan, run, picture };
}

let sceneSerial = 0;

function ruled(model: ChangeModel, asked: Command): string {
  switch (asked.kind) {
    case 'book':
      return model.book(asked.person, asked.slot);
    case 'cancel':
      return model.cancel(asked.person);
    case 'move':
      return model.move(asked.person, asked.slot);
    case 'settle':
      return model.settle(asked.person, asked.accept);
    case 'close':
      return model.close([asked.slot]);
    case 'close-site':
      return model.close(Array.from({ length: HOURS }, (_, hour) => asked.site * HOURS + hour));
    case 'lapse':
      return model.lapse(asked.person);
    case 'offer':
      return model.offerAll();
    default:
      return asked satisfies never;
  }
}

test('one after the other, changes do what the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(capacities, fc.array(command, { minLength: 10, maxLength: 25 }), async (given, commands) => {
      const { plan, run, picture } = await aScene(given);
      const model = new ChangeModel(plan);
      for (const asked of [...crowd, ...commands]) {
        const ending = await run(asked);
        expect([asked, ending]).toEqual([asked, ruled(model, asked)]);
        expect([asked, ...(await picture())]).toEqual([asked, ...model.picture(PEOPLE)]);
      }
      await expectWhole(at);
      await expectClosedSlotsEmpty(at);
    }),
    { numRuns: 15 },
  );
});

const rounds = fc.array(fc.array(command, { minLength: 3, maxLength: 6 }), { minLength: 2, maxLength: 5 });

test('many at once, of one dose or two, leave nobody lost, nobody twice and no seat sold twice', async () => {
  await fc.assert(
    fc.asyncProperty(capacities, fc.boolean(), rounds, async (given, two, all) => {
      const { run } = await aScene(given, two ? 7 : undefined);
      for (const commands of [crowd, ...all]) {
        const before = await displacedOrConfirmed();
        const endings = await Promise.all(commands.map(run));
        for (const ending of endings) expect(ending).toMatch(/^[a-z-]+$/);
        await expectWhole(at);
        await expectClosedSlotsEmpty(at);
        // Whoever had a booking has it, or cancelled it.
        const cancels = commands.filter(({ kind }) => kind === 'cancel').length;
        expect((await displacedOrConfirmed()) + cancels).toBeGreaterThanOrEqual(before);
      }
    }),
    { numRuns: 10 },
  );
});

async function displacedOrConfirmed(): Promise<number> {
  return at.store.prisma.booking.count({ where: { dose: 1, state: { in: ['confirmed', 'displaced'] } } });
}
