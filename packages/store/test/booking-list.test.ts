import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingListQuery, type BookingRow, bookingListQuerySchema } from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../src/generated/client.ts';
import { listBookings, type Store } from '../src/index.ts';
import { aStore, type TestStore } from './a-store.ts';
import { manyBookings } from './many-bookings.ts';

const ROWS = 100_000;
/** A few seconds, and many times that on a machine others use. */
const FILL_LIMIT_MS = 180_000;

let house: TestStore;

beforeAll(async () => {
  house = await aStore();
  await manyBookings(house, ROWS);
}, FILL_LIMIT_MS);

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const asked = (given: object): BookingListQuery => bookingListQuerySchema.parse(given);

/** Every page from one on, and how many there were. */
async function allPages(given: object, limit: number): Promise<{ rows: BookingRow[]; pages: number }> {
  const rows: BookingRow[] = [];
  let pages = 0;
  for (let after: string | null | undefined; after !== null; pages += 1) {
    const page = await listBookings(house.store, asked({ ...given, limit: String(limit), ...(after && { after }) }));
    rows.push(...page.rows);
    after = page.next;
  }
  return { rows, pages };
}

const BY_TIME = 'slot.starts_at, slot.id, booking.id';

test.each([
  [
    'a window and a state',
    { window: 'evening-2', state: 'cancelled' },
    `booking.window_id = 'evening-2' AND state = 'cancelled'`,
    'booked_at DESC, booking.id DESC',
  ],
  ['a site', { site: 'm7' }, `site.id = 'm7'`, BY_TIME],
  [
    'a site, a window and days',
    { site: 'm7', window: 'evening-3', from: '2027-03-02', until: '2027-03-03' },
    `site.id = 'm7' AND booking.window_id = 'evening-3' AND starts_at >= '2027-03-01T15:00Z' AND starts_at < '2027-03-03T15:00Z'`,
    BY_TIME,
  ],
  [
    'a municipality and a state',
    { municipality: '고을 3', state: 'displaced' },
    `municipality = '고을 3' AND state = 'displaced'`,
    `site.position, ${BY_TIME}`,
  ],
  [
    'the code of a municipality',
    { municipality: '31004', state: 'cancelled' },
    `municipality_code = '31004' AND state = 'cancelled'`,
    `site.position, ${BY_TIME}`,
  ],
  ['how a number begins, in small letters', { search: 'k7' }, `number LIKE 'K7%'`, 'number'],
  [
    'how a number begins, and a state',
    { search: 'q', state: 'displaced' },
    `number LIKE 'Q%' AND state = 'displaced'`,
    'number',
  ],
  [
    'windows and a state',
    { state: 'displaced' },
    `state = 'displaced'`,
    'door.opens_at DESC, booked_at DESC, booking.id DESC',
  ],
])('a list by %s has each booking that fits once, in its order', async (_what, given, where, order) => {
  const expected = await house.sql<{ id: string }>(`
    SELECT booking.id FROM booking JOIN slot ON slot.id = slot_id JOIN site ON site.id = site_id
    JOIN booking_window door ON door.id = booking.window_id
    WHERE ${where} ORDER BY ${order}`);
  expect(expected.length).toBeGreaterThan(5);
  const { rows } = await allPages(given, 37);
  expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

/** What a query reads of tables and indices: rows of all scans, and the tables that were read from end to end. */
async function readBy(given: object): Promise<{ rows: number; whole: string[]; indices: Set<string> }> {
  const read = { rows: 0, whole: [] as string[], indices: new Set<string>() };
  const looked: Prisma.Sql[] = [];
  const prisma = new Proxy(house.store.prisma, {
    get: (target, name) =>
      name === '$queryRaw'
        ? (query: Prisma.Sql | TemplateStringsArray, ...values: unknown[]) => {
            const statement = 'sql' in query ? query : Prisma.sql(query, ...values);
            looked.push(statement);
            return target.$queryRaw(statement);
          }
        : Reflect.get(target, name),
  });
  const watched: Store = { ...house.store, prisma };
  await listBookings(watched, asked(given));
  for (const statement of looked) {
    const [row] = await house.store.prisma.$queryRaw<{ 'QUERY PLAN': unknown }[]>`
      EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`;
    count(z.array(z.object({ Plan: planSchema })).parse(row?.['QUERY PLAN'])[0]?.Plan, read);
  }
  expect(looked.length).toBeGreaterThan(0);
  return read;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly Plan[] | undefined;
}

const planSchema: z.ZodType<Plan> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planSchema).optional();
  },
});

function count(plan: Plan | undefined, read: Awaited<ReturnType<typeof readBy>>): void {
  if (plan === undefined) return;
  const { 'Relation Name': table, 'Index Name': index } = plan;
  if (table !== undefined) {
    read.rows += (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
    // Whoever reads the few windows there are reads them all.
    if (plan['Node Type'] === 'Seq Scan' && table !== 'booking_window') read.whole.push(table);
  }
  if (index !== undefined) read.indices.add(index);
  for (const inner of plan.Plans ?? []) count(inner, read);
}

const day = { from: '2027-03-05', until: '2027-03-05' };

test.each([
  ['nothing said', {}, 'booking_list', 1_000],
  ['a window', { window: 'evening-1' }, 'booking_list', 1_000],
  ['a window and a rare state', { window: 'evening-1', state: 'displaced' }, 'booking_list', 1_000],
  ['a site', { site: 'm7' }, 'slot_site_id_starts_at_idx', 1_000],
  ['a site and a day', { site: 'm7', ...day }, 'slot_site_id_starts_at_idx', 1_000],
  ['a municipality', { municipality: '고을 3' }, 'slot_site_id_starts_at_idx', 1_000],
  ['a whole number', { search: 'K7QM-3X9T-2PAD' }, 'booking_number_key', 100],
  ['how a number begins', { search: 'K7' }, 'booking_number_key', 1_000],
  ['a day nobody has', { window: 'evening-1', from: '2030-01-01' }, 'booking_list', 12_000],
  ['a beginning and a site', { search: 'K', site: 'm7' }, 'booking_number_key', 12_000],
  [
    'a municipality and a rare state',
    { municipality: '고을 3', state: 'displaced' },
    'slot_site_id_starts_at_idx',
    30_000,
  ],
])('of 100,000 bookings a page by %s reads few, by an index', async (_what, given, index, most) => {
  const { rows, whole, indices } = await readBy(given);
  expect(whole).toEqual([]);
  expect([...indices]).toContain(index);
  expect(rows).toBeLessThan(most);
});

test('a page that looked through many and found nobody says where to go on, and the list has an end', async () => {
  const nobody = { window: 'evening-1', from: '2030-01-01' };
  const page = await listBookings(house.store, asked(nobody));
  expect(page).toEqual({ rows: [], next: expect.any(String) });
  const { rows, pages } = await allPages(nobody, 50);
  expect(rows).toEqual([]);
  expect(pages).toBe(Math.ceil(ROWS / 4 / 2_000));
});

test('bookings that are made while somebody pages move none of the others', async () => {
  const given = { window: 'evening-4', state: 'displaced' };
  const before = await allPages(given, 200);
  const seen: BookingRow[] = [];
  for (let after: string | null | undefined, turn = 0; after !== null; turn += 1) {
    const page = await listBookings(house.store, asked({ ...given, limit: '20', ...(after && { after }) }));
    seen.push(...page.rows);
    after = page.next;
    await house.sql(
      `INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, state, sealed_contact,
        language, booked_at)
      SELECT gen_random_uuid(), draw_booking_number(), $1, 'many', 'evening-4', min(id), $1, 'displaced', 'sealed', 'ko', now() FROM slot`,
      [randomUUID()],
    );
  }
  expect(seen.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id));
});

test.each([
  ['of another way', async () => (await listBookings(house.store, asked({ site: 'm7' }))).next],
  ['made up', async () => Buffer.from('["windows","evening-1",["now","\'; DROP"]]').toString('base64url')],
  ['that is none', async () => 'x'],
])('an `after` %s is refused', async (_what, made) => {
  await expect(listBookings(house.store, asked({ window: 'evening-1', after: await made() }))).rejects.toThrow(
    z.ZodError,
  );
});
