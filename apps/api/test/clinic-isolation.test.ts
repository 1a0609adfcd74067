import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { StaffRoute } from '../src/staff/staff-route.ts';
import { staffRoutes } from '../src/staff/staff-routes.ts';
import { anApi, type TestApi } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';
import { aMember, type TestMember } from './members.ts';

/* Whoever works at clinic `a` asks for what belongs to clinic `b`, by every route a clinic is let to. */

const reason = '다른 병원';
const DAY = '2027-01-11';

let house: TestApi;
let clinic: TestMember;
let windowId: string;
/** What belongs to clinic `b`: to be named in a path or a body. */
let theirs: { readonly site: string; readonly slot: string; readonly booking: string; readonly block: string };

beforeAll(async () => {
  house = await anApi();
  clinic = await aMember(house, 'clinic');
  ({ id: windowId } = await anOpenWindow(house, 1));
  await house.staff('POST', `/v1/staff/windows/${windowId}/slots`, { sites: 3, days: 1, timesPerDay: 2, capacity: 2 });
  const found = await house.store.prisma.slot.findFirstOrThrow({ where: { windowId, siteId: 'b' } });
  const slot = String(found.id);
  const booking = (await aBooking(house, await house.person(), { windowId, slot })).id;
  const block = { from: `${DAY}T01:00:00Z`, until: `${DAY}T02:00:00Z`, reason };
  const made = await house.staff('POST', '/v1/staff/sites/b/blocks', block);
  theirs = { site: 'b', slot, booking, block: Object(made.body).block.id };
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const ask = (method: string, path: string, body?: unknown) =>
  house.staff(method, `/v1/staff/${path}`, body, { ...clinic.headers });

/** Routes that are about whoever asks, or about windows, which belong to no clinic. */
const OF_NO_SITE = new Set([
  'get /v1/staff/sessions',
  'delete /v1/staff/sessions/:id',
  'get /v1/staff/me',
  'get /v1/staff/windows',
  'get /v1/staff/windows/:id',
  // Somebody sees and takes back what they asked for themself.
  'get /v1/staff/approvals',
  'get /v1/staff/approvals/:id',
  'post /v1/staff/approvals/:id/withdraw',
  // Shown their own: below.
  'get /v1/staff/sites',
  'get /v1/staff/slots',
  'get /v1/staff/bookings/list',
]);

/** A body each route would take from somebody at their own site. */
const BODIES: Readonly<Record<string, unknown>> = {
  'put /v1/staff/sites/:id/hours': { hours: [] },
  'post /v1/staff/sites/:id/blocks': { from: `${DAY}T01:00:00Z`, until: `${DAY}T02:00:00Z`, reason },
  'post /v1/staff/sites/:id/slots': { window: 'w', from: DAY, weeks: 1, dryRun: false },
  'post /v1/staff/sites/:id/close': { reason },
  'put /v1/staff/slots/:id/capacity': { capacity: 1, reason },
  'post /v1/staff/slots/:id/reduce': { capacity: 0, reason },
  'post /v1/staff/bookings/:id/visit': { visit: 'arrived' },
};

const named = staffRoutes
  .filter(({ roles }) => roles !== 'everybody' && roles.includes('clinic'))
  .map((route) => [`${route.method} ${route.path}`, route] as const)
  .filter(([name]) => !OF_NO_SITE.has(name));

function pathOf({ path }: StaffRoute): string {
  return path
    .replace('/v1/staff/', '')
    .replace('sites/:id', `sites/${theirs.site}`)
    .replace('slots/:id', `slots/${theirs.slot}`)
    .replace('bookings/:id', `bookings/${theirs.booking}`)
    .replace(':block', theirs.block)
    .replace(':day.csv', `${DAY}.csv?reason=x`)
    .replace(':day', DAY);
}

test.each(named)('%s: nothing of another clinic', async (name, route) => {
  const before = await everything();
  const path = pathOf(route) + (route.path.endsWith('/week') ? `?from=${DAY}` : '');
  const body = route.path === '/v1/staff/slots/close' ? { slots: [theirs.slot], reason } : BODIES[name];
  expect(path).not.toContain(':');
  const answer = await ask(route.method.toUpperCase(), path, body);
  expect(['site-not-yours', 'booking-unknown']).toContain(Object(answer.body).code);
  expect(await everything()).toEqual(before);
});

/** Everything of clinic `b` that could have been changed, and what the trail says. */
async function everything() {
  const { prisma } = house.store;
  const [slots, hours, blocks, bookings, trail, site] = await Promise.all([
    prisma.slot.findMany({ where: { siteId: 'b' }, orderBy: { id: 'asc' } }),
    prisma.siteHours.findMany({ where: { siteId: 'b' } }),
    prisma.siteBlock.findMany({ where: { siteId: 'b' } }),
    prisma.booking.findMany({ where: { slot: { siteId: 'b' } } }),
    prisma.auditEntry.count(),
    prisma.site.findUnique({ where: { id: 'b' } }),
  ]);
  return { slots, hours, blocks, bookings, trail, site };
}

test('lists show a clinic what is its own, and naming another is refused', async () => {
  expect((await ask('GET', 'sites')).body).toMatchObject({ rows: [{ id: 'a' }], next: null });
  expect((await ask('GET', 'sites?search=b')).body).toMatchObject({ rows: [] });
  const slots = Object((await ask('GET', `slots?window=${windowId}`)).body).slots;
  expect(slots.length).toBeGreaterThan(0);
  for (const slot of slots) expect(slot).toMatchObject({ siteId: 'a' });
  expect((await ask('GET', 'bookings/list')).body).toMatchObject({ rows: [] });
  for (const path of [`slots?window=${windowId}&site=b`, 'bookings/list?site=b']) {
    expect(await ask('GET', path)).toMatchObject({ status: 403, body: { code: 'site-not-yours' } });
  }
  const own = await house.store.prisma.slot.findFirstOrThrow({ where: { windowId, siteId: 'a' } });
  const both = { slots: [String(own.id), theirs.slot], reason };
  expect((await ask('POST', 'slots/close', both)).status).toBe(403);
  expect((await house.store.prisma.slot.findUnique({ where: { id: own.id } }))?.closedAt).toBeNull();
});

test('a clinic asks for its own site to be closed, and nothing is closed until somebody else has approved', async () => {
  expect(await ask('POST', 'sites/a/close', { reason })).toMatchObject({ status: 202, body: { state: 'awaiting' } });
  expect((await house.store.prisma.site.findUnique({ where: { id: 'a' } }))?.closedAt).toBeNull();
});
