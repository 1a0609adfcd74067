import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatInSeoul } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, openBrowser, PHONE } from '../browser.ts';
import { aStaffPerson, enterAs, pageFindings, type StaffPerson } from '../console.ts';
import { citizens, type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';

const URLS = join(import.meta.dirname, '../../apps/console/src/urls.ts');
const DAY_MS = 86_400_000;
const DRAFT = 'draft-1';

let house: House;
let browser: Browser;
let admin: StaffPerson;
let known: Known;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  admin = await aStaffPerson(house, { role: 'admin' });
  known = await somethingOfEverything();
});

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** Something of everything there is a page for. */
interface Known {
  readonly window: string;
  readonly site: string;
  readonly day: string;
  readonly booking: string;
  readonly approval: string;
}

async function somethingOfEverything(): Promise<Known> {
  const { id: window } = await scheduleNight(house, { opensInMs: 200, sites: 1, days: 1, timesPerDay: 3, capacity: 2 });
  const opensAt = Date.now() + DAY_MS;
  await house.staff.createWindow({
    id: DRAFT,
    draft: true,
    cohort: { birthFrom: '1971-01-01', birthTo: '1972-12-31', lastDigit: null },
    opensAt: new Date(opensAt).toISOString(),
    closesAt: new Date(opensAt + DAY_MS).toISOString(),
  });
  const [person] = await citizens(house, 1);
  const pass = await passFor(house, window, person?.session ?? '');
  const slots = await house.gate.slots(window);
  const receipt = await house.gate.book(pass, randomUUID(), slots.ok ? [slots.body.slots[0]?.id ?? ''] : []);
  if (receipt.ok) await outcomeOf(house, pass, receipt.body.requestId);
  const { rows } = await house.database.query<{ booking: string; site: string; starts: Date }>(
    'SELECT booking.id AS booking, site_id AS site, starts_at AS starts FROM booking JOIN slot ON slot.id = slot_id',
  );
  const [row] = rows;
  if (row === undefined) throw new TypeError('nobody has booked');
  const { booking, site, starts } = row;
  const operator = await aStaffPerson(house, { role: 'operator' });
  const asked = await house.fetch(`${house.stack.staffUrl}/v1/staff/sites/${site}/close`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '수리' }),
  });
  const approval = String(Object(await asked.json()).id);
  return { window, site, day: formatInSeoul(starts, 'yyyy-MM-dd'), booking, approval };
}

/** Where each of the addresses of `urls.ts` leads to here; what is framed or leads on has no page of its own. */
const PAGES: Readonly<Record<string, (known: Known) => readonly string[]>> = {
  night: ({ window }) => [`/night?window=${window}`],
  wall: () => ['/wall'],
  queues: () => [],
  windows: () => ['/windows'],
  window: ({ window }) => [`/windows/${window}`, `/windows/${DRAFT}`],
  newWindow: () => ['/windows/new'],
  changeWindow: () => [`/windows/${DRAFT}/change`],
  preview: () => [],
  copyWindow: () => [`/windows/${DRAFT}/copy`],
  clinic: () => ['/clinic'],
  site: ({ site, day }) => [
    `/clinic/${site}?from=${day}`,
    ...['hours', 'slots', 'blocks', 'closing'].map((part) => `/clinic/${site}/${part}`),
  ],
  siteDay: ({ site, day }) => [`/clinic/${site}/day/${day}`],
  desk: () => ['/desk'],
  bookings: () => ['/bookings'],
  booking: ({ booking }) => [`/bookings/${booking}`],
  data: () => ['/data'],
  exports: () => ['/data/export'],
  approvals: () => ['/approvals'],
  approval: ({ approval }) => [`/approvals/${approval}`],
  audit: () => ['/audit'],
  staff: () => ['/staff'],
  newMember: () => ['/staff/new'],
  member: () => [`/staff/${admin.member.id}`],
  account: () => ['/account'],
  home: () => [],
  login: () => ['/login'],
  invitation: () => ['/invitation'],
};

/** Looks at a page once everything it asked for is there. */
async function findingsOf(page: Page, path: string): Promise<string[]> {
  await page.goto(`${house.stack.staffUrl}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await eventually(async () => expect(await page.locator('.progress').count()).toBe(0));
  return (await pageFindings(page)).map((finding) => `${path}: ${finding}`);
}

test.each([
  ['in Korean on a phone', PHONE],
  ['in English on a desk', DESKTOP],
])('no page of the console has barriers %s', async (_where, options) => {
  const page = await enterAs(browser, house, admin, { path: '/account', options });
  const findings: string[] = [];
  for (const path of Object.values(PAGES).flatMap((of) => of(known))) findings.push(...(await findingsOf(page, path)));
  expect(findings).toEqual([]);
});

test('every address of the console leads to a page that is looked at here', async () => {
  const named = [...(await readFile(URLS, 'utf8')).matchAll(/^ {2}(\w+): \(/gm)].map(([, name = '']) => name);
  expect(new Set(Object.keys(PAGES))).toEqual(new Set(named));
});

test('at the public door there is no page, no file and no call of staff', async () => {
  const { staffUrl, gateUrl } = house.stack;
  const index = await (await house.fetch(staffUrl, { headers: { accept: 'text/html' } })).text();
  const assets = [...index.matchAll(/"(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  expect(assets.length).toBeGreaterThan(0);
  const pages = [
    '/night',
    '/wall',
    '/clinic',
    '/desk',
    '/bookings',
    '/data',
    '/approvals',
    '/audit',
    '/staff',
    '/login',
  ];
  const others = [
    '/queues',
    '/queues/api/queues',
    '/preview/ko',
    '/v1/staff/me',
    '/v1/staff/night',
    '/v1/staff/windows',
  ];
  for (const path of [...assets, ...pages, ...others]) {
    const headers = {
      accept: 'text/html',
      authorization: `Bearer ${admin.token}`,
      cookie: `sunbeon_staff=${admin.token}`,
    };
    const { status } = await house.fetch(`${gateUrl}${path}`, { headers });
    expect({ path, status }).toEqual({ path, status: 404 });
  }
});

test('the queue is shown in a browser without asking anybody outside', async () => {
  const page = await enterAs(browser, house, admin, { path: '/account' });
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(house.stack.staffUrl)) outside.push(request.url());
  });
  await page.goto(`${house.stack.staffUrl}/queues`);
  await page.getByText('bookings').first().waitFor();
  expect(outside).toEqual([]);
});
