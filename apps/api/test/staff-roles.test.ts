import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StaffRole, staffRoles } from '@sunbeon/core';
import type { StaffRoute } from '../src/staff/staff-route.ts';
import { staffRoutes } from '../src/staff/staff-routes.ts';
import { anApi, type TestApi } from './an-api.ts';
import { anOpenWindow } from './bookings.ts';
import { aMember, type TestMember } from './members.ts';

let house: TestApi;
const members = new Map<StaffRole, TestMember>();

beforeAll(async () => {
  house = await anApi();
  for (const role of staffRoles) members.set(role, await aMember(house, role));
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const named = staffRoutes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

/** Asks with a body that no route takes: whom it lets through is told what is wrong with it, and nothing is done. */
function ask({ method, path }: StaffRoute, headers: Record<string, string>) {
  return house.staff(method.toUpperCase(), path.replaceAll(/:\w+/g, 'nothing-here'), undefined, headers);
}

test.each(named)('%s: whoever has a role it names, and nobody else', async (_name, route) => {
  const { roles } = route;
  for (const role of staffRoles) {
    const { body } = await ask(route, { ...members.get(role)?.headers });
    const isRefused = Object(body).code === 'staff-forbidden';
    expect({ role, isRefused }).toEqual({ role, isRefused: roles !== 'everybody' && !roles.includes(role) });
    expect(Object(body).code).not.toBe('staff-login-required');
  }
  for (const headers of [{}, { authorization: 'Bearer made-up' }, { cookie: 'sunbeon_staff=made-up' }]) {
    const isAsked = Object((await ask(route, headers)).body).code === 'staff-login-required';
    expect(isAsked).toBe(roles !== 'everybody');
  }
});

test.each(named)('%s does not exist at the door of citizens', async (_name, { method, path }) => {
  const headers = { authorization: `Bearer ${house.staffKey}` };
  const answer = await house.citizen(path.replaceAll(/:\w+/g, 'nothing-here'), headers, method.toUpperCase());
  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

/** Where staff's pages are, those of other makers and what they load. */
const PAGES = ['/', '/login', '/night', '/wall', '/windows', '/windows/w-1', '/clinic', '/desk', '/bookings', '/data'];
const MORE_PAGES = [
  '/audit',
  '/approvals',
  '/staff',
  '/account',
  '/invitation',
  '/assets/main.js',
  '/preview',
  '/queues',
];

test.each([...PAGES, ...MORE_PAGES, '/queues/static/favicon.ico', '/preview/assets/main.js'])(
  'the page %s does not exist at the door of citizens',
  async (path) => {
    const headers = { authorization: `Bearer ${house.staffKey}`, accept: 'text/html' };
    expect(await house.citizen(path, headers)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  },
);

test('no route is named twice, and what is not named is asked for a login first', async () => {
  const names = named.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(await house.staff('GET', '/v1/staff/anything', undefined, {})).toMatchObject({ status: 401 });
  const { headers } = members.get('auditor') ?? { headers: {} };
  expect(await house.staff('GET', '/v1/staff/anything', undefined, headers)).toMatchObject({ status: 404 });
});

/** Asked for by a body, and yet only a look. */
const LOOKS = new Set(['/v1/staff/audit/verify', '/v1/staff/windows/coverage']);

test.each(['/v1/staff/windows', '/v1/staff/sites', '/v1/staff/imports', '/queues/api/queues'])(
  'nobody keeps what %s answers',
  async (path) => {
    const answer = await fetch(`http://127.0.0.1:${house.api.staffPort}${path}`, {
      headers: { ...members.get('auditor')?.headers, connection: 'close' },
    });
    await answer.text();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  },
);

test('what an auditor may ask for changes nothing, but where they are logged in', () => {
  const mayChange = staffRoutes.filter(
    ({ method, roles }) => method !== 'get' && roles !== 'everybody' && roles.includes('auditor'),
  );
  const paths = mayChange.map(({ path }) => path);
  expect(paths.filter((path) => !LOOKS.has(path))).toEqual(['/v1/staff/sessions/:id']);
});

test('a clinic is shown what is free at its own site and nowhere else', async () => {
  const { id } = await anOpenWindow(house, 1);
  await house.staff('POST', `/v1/staff/windows/${id}/slots`, { sites: 3, days: 1, timesPerDay: 2, capacity: 1 });
  const { headers } = members.get('clinic') ?? { headers: {} };
  const look = (query: string) => house.staff('GET', `/v1/staff/slots?window=${id}${query}`, undefined, headers);
  const { body } = await look('');
  expect(new Set(Object(body).slots.map(({ siteId }: { siteId: string }) => siteId))).toEqual(new Set(['a']));
  expect(await look('&site=b')).toMatchObject({ status: 403, body: { code: 'site-not-yours' } });
});
