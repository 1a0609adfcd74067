import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi, type TestApi } from './an-api.ts';

let house: TestApi;

beforeAll(async () => {
  house = await anApi();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
const opensAt = '2031-07-19T11:00:00.000Z';
const closesAt = '2031-07-20T09:00:00.000Z';
const body = { cohort, opensAt, closesAt };

test('a window that staff create is in force in the waiting room at once', async () => {
  const created = await house.staff('POST', '/v1/staff/windows', { id: 'born-1967', ...body });
  expect(created).toMatchObject({ status: 201, body: { id: 'born-1967', state: 'scheduled', version: 1, opensAt } });
  expect(await house.room.window('born-1967')).toMatchObject({ opensAtMs: Date.parse(opensAt), version: 1 });
});

test('pause, resume, move and close are one version each, told to the waiting room', async () => {
  await house.staff('POST', '/v1/staff/windows', { id: 'changing', ...body });
  const moved = await house.staff('POST', '/v1/staff/windows/changing/move', { opensAt: '2031-07-19T13:00:00.000Z' });
  expect(moved).toMatchObject({ status: 200, body: { version: 2, opensAt: '2031-07-19T13:00:00.000Z' } });
  expect(await house.staff('POST', '/v1/staff/windows/changing/pause')).toMatchObject({ body: { version: 3 } });
  expect(await house.staff('POST', '/v1/staff/windows/changing/pause')).toMatchObject({
    status: 200,
    body: { version: 3 },
  });
  expect(await house.staff('POST', '/v1/staff/windows/changing/resume')).toMatchObject({ body: { version: 4 } });
  expect(await house.staff('POST', '/v1/staff/windows/changing/close')).toMatchObject({
    body: { state: 'closed', version: 5 },
  });
  expect(await house.room.window('changing')).toMatchObject({ closed: true, version: 5 });
  expect(await house.staff('POST', '/v1/staff/windows/changing/pause')).toMatchObject({
    status: 409,
    body: { code: 'window-conflict' },
  });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { subject: 'changing' },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action }) => action)).toEqual(
    ['create', 'move', 'pause', 'resume', 'close'].map((verb) => `window.${verb}`),
  );
});

test('slots are laid out at the first clinics, once', async () => {
  await house.staff('POST', '/v1/staff/windows', { id: 'slots', ...body });
  const plan = { sites: 2, days: 2, timesPerDay: 3, capacity: 5 };
  const made = await house.staff('POST', '/v1/staff/windows/slots/slots', plan);
  expect(made).toMatchObject({ status: 201, body: { sites: 2, slots: 12, capacity: 60 } });
  const again = await house.staff('POST', '/v1/staff/windows/slots/slots', plan);
  expect(again).toMatchObject({ status: 201, body: { sites: 0, slots: 0, capacity: 0 } });
});

test('a file of slots is taken whole or not at all, and wrong lines are named', async () => {
  await house.staff('POST', '/v1/staff/windows', { id: 'file', ...body });
  const headers = { authorization: `Bearer ${house.staffKey}`, 'content-type': 'text/csv' };
  const path = '/v1/staff/windows/file/slots/import';
  const head = 'site_id,starts_at,product,capacity\n';
  const good = 'a,2031-08-16T09:00:00+09:00,mRNA,4\n';
  const refused = await house.staff(
    'POST',
    path,
    `${head}${good}b,tomorrow,mRNA,4\nb,2031-08-16T09:00:00+09:00,mRNA,-1\n`,
    headers,
  );
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  expect(refused.body).toHaveProperty('errors.0.field', 'line 3, starts_at');
  expect(refused.body).toHaveProperty('errors.1.field', 'line 4, capacity');
  expect(
    await house.staff('POST', path, `${head}${good}nowhere,2031-08-16T09:00:00+09:00,mRNA,4\n`, headers),
  ).toMatchObject({ status: 400 });
  expect(await house.store.prisma.slot.count({ where: { windowId: 'file' } })).toBe(0);
  expect(await house.staff('POST', path, head + good, headers)).toMatchObject({
    status: 201,
    body: { slots: 1, capacity: 4 },
  });
});

test.each([
  ['no key', {}],
  ['a wrong key', { authorization: 'Bearer x' }],
  ['a citizen', { cookie: 'sunbeon_session=x' }],
])('%s gets nothing from the staff API', async (_who, headers) => {
  const answer = await house.staff('GET', '/v1/staff/windows', undefined, headers);
  expect(answer).toMatchObject({ status: 401, body: { code: 'staff-login-required' } });
  expect(answer.type).toMatch('application/problem+json');
});

test.each([
  ['nothing', {}],
  ['an unknown field', { ...body, state: 'open' }],
  ['a cohort that ends before it begins', { ...body, cohort: { birthFrom: '1968-01-01', birthTo: '1967-01-01' } }],
  ['29 February of a common year', { ...body, cohort: { birthFrom: '1967-02-29', birthTo: '1968-12-31' } }],
  ['a closing before the opening', { ...body, closesAt: opensAt }],
  ['Korean time without an offset', { ...body, opensAt: '2031-07-19T20:00' }],
  ['nobody at a time', { ...body, maxActive: 0 }],
  ['a rate that is no number', { ...body, maxPerSecond: '1e3' }],
  ['an id that climbs folders', { ...body, id: '../etc' }],
  ['a list', [body]],
  [
    'an opening half a second after the closing',
    { ...body, opensAt: '2031-07-20T09:00:00.500Z', closesAt: '2031-07-20T09:00:00Z' },
  ],
  ['an opening before there were clocks to agree', { ...body, opensAt: '1960-01-01T00:00:00Z' }],
  ['the year 0', { ...body, opensAt: '0000-01-01T00:00:00Z' }],
  ['the year 9999', { ...body, closesAt: '9999-12-31T23:59:59Z' }],
  ['a title with NUL', { ...body, title: 'a\u0000b' }],
  ['a title with a lone surrogate', { ...body, title: 'a\ud800' }],
  ['a title that turns the line round', { ...body, title: '\u202eabc' }],
])('%s is no window', async (_what, wrong) => {
  expect(await house.staff('POST', '/v1/staff/windows', wrong)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});

test('an id that is taken, and a window nobody knows', async () => {
  await house.staff('POST', '/v1/staff/windows', { id: 'taken', ...body });
  expect(await house.staff('POST', '/v1/staff/windows', { id: 'taken', ...body })).toMatchObject({ status: 409 });
  expect(await house.staff('POST', '/v1/staff/windows/nobody/pause')).toMatchObject({
    status: 404,
    body: { code: 'window-unknown' },
  });
  const plan = { sites: 1, days: 1, timesPerDay: 1, capacity: 1 };
  expect(await house.staff('POST', '/v1/staff/windows/nobody/slots', plan)).toMatchObject({ status: 404 });
});

test('a window may close within the second it opens in', async () => {
  const short = { ...body, opensAt: '2031-07-19T11:00:00Z', closesAt: '2031-07-19T11:00:00.500Z' };
  expect(await house.staff('POST', '/v1/staff/windows', short)).toMatchObject({ status: 201 });
});

test.each([
  ['days beyond the calendar', { from: '2099-12-25' }],
  ['a product with NUL', { product: 'a\u0000b' }],
])('no slots are laid out for %s', async (_what, wrong) => {
  const plan = { sites: 1, days: 60, timesPerDay: 1, capacity: 1, ...wrong };
  expect(await house.staff('POST', '/v1/staff/windows/slots/slots', plan)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});

test.each([
  ['a site with NUL', 'a\u0000b,2031-08-16T09:00:00+09:00,mRNA,4'],
  ['the year 0', 'a,0000-08-16T09:00:00+09:00,mRNA,4'],
  ['a capacity in hexadecimal', 'a,2031-08-16T09:00:00+09:00,mRNA,0x10'],
  ['a capacity with an exponent', 'a,2031-08-16T09:00:00+09:00,mRNA,1e3'],
])('a file with %s is refused', async (_what, line) => {
  const headers = { authorization: `Bearer ${house.staffKey}`, 'content-type': 'text/csv' };
  const file = `site_id,starts_at,product,capacity\n${line}\n`;
  expect(await house.staff('POST', '/v1/staff/windows/slots/slots/import', file, headers)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});
