import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { consentViewSchema } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll, smallTargets } from '../accessibility.ts';
import { DESKTOP, openBrowser, PHONE } from '../browser.ts';
import { citizens, type House, openHouse, scheduleNight } from '../house.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';
import { bookingStates, walkBookingStates } from '../pages/booking-states.ts';
import { bookingPage } from '../pages/inside.ts';
import { myBookingStates, walkMyBookingStates } from '../pages/my-booking-states.ts';

const PATIENT = { timeout: 45_000 };
/** The narrowest page of WCAG 2.2, 1.4.10: 1,280 pixels at 400 %. */
const NARROWEST = { width: 320, height: 640 };

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
});

async function barriersOn(page: Page): Promise<string[]> {
  const found = [...(await accessibilityFindings(page)), ...(await smallTargets(page))];
  const size = page.viewportSize();
  await page.setViewportSize(NARROWEST);
  const wide = await sidewaysScroll(page);
  if (size) await page.setViewportSize(size);
  return wide > 0 ? [...found, `${wide} px too wide`] : found;
}

test('every state of booking, on a phone, in Korean: no barriers, and alternatives one tap away when all is full', async () => {
  const barriers = new Map<string, string[]>();
  await walkBookingStates(house, browser, PHONE, async (state, page) => {
    barriers.set(state, await barriersOn(page));
  });
  expect([...barriers]).toEqual(bookingStates.map((state) => [state, []]));
});

test('every state of one’s bookings, on a laptop, in English: no barriers, one page on paper, a file for the calendar', async () => {
  const barriers = new Map<string, string[]>();
  await walkMyBookingStates(house, browser, DESKTOP, async (state, page) => {
    barriers.set(state, await barriersOn(page));
    if (state !== 'confirmed') return;
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Add to calendar' }).click(),
    ]);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain((await page.locator('.booking-number').textContent()) ?? 'no number');
  });
  expect([...barriers]).toEqual(myBookingStates.map((state) => [state, []]));
});

test('where the map does not come, the list goes on alone', async () => {
  const { id: windowId } = await scheduleNight(house, { opensInMs: 1_000, sites: 1, days: 1 });
  const [person] = await citizens(house, 1);
  const page = await bookingPage(house, browser, DESKTOP, { windowId, session: person?.session ?? '' });
  await page.route('**/district-map-*.js', (route) => route.abort());
  await Promise.all([page.waitForEvent('requestfailed'), page.reload()]);
  await page.locator('#district-search').fill('ㅇㅊ');
  await page.locator('search .district').first().waitFor(PATIENT);
  expect(await page.locator('.map').count()).toBe(0);
  await page.context().close();
});

/** Ends the gate as a power cut does; the stack starts it again. */
async function gateIsKilled(): Promise<void> {
  const { pid = 0 } = house.stack.processes().find(({ name }) => name === 'gate') ?? {};
  process.kill(pid, 'SIGKILL');
}

test('c10: by keyboard and map on a laptop, reloaded, gone on with on a phone, sent while the gate restarts: booked once, and the same on both', async () => {
  const { id: windowId } = await scheduleNight(house, { opensInMs: 1_000, sites: 3, days: 1 });
  const [person] = await citizens(house, 1);
  const visitor = { windowId, session: person?.session ?? '' };
  const laptop = await bookingPage(house, browser, DESKTOP, visitor);
  await laptop.locator('.map .area').first().press('Enter');
  await expect(laptop.evaluate(() => document.activeElement?.classList.contains('area'))).resolves.toBe(true);
  await laptop.keyboard.press('Enter');
  for (const index of [0, 1]) await laptop.locator('.slots button').nth(index).press('Enter');
  const chosen = laptop.locator('.chosen li p:not(.soft)');
  const times = await chosen.allInnerTexts();
  await laptop.reload();
  await chosen.nth(1).waitFor(PATIENT);
  expect(await chosen.allInnerTexts()).toEqual(times);
  await laptop.goBack();
  await laptop.locator('#district-search').waitFor(PATIENT);

  const phone = await bookingPage(house, browser, PHONE, visitor);
  await phone.locator('.choices li').nth(1).waitFor(PATIENT);
  await phone.locator('.rank-buttons button').nth(1).press('Enter');
  const ranks = phone.locator('.choices li p:not(.soft)');
  const swapped = await ranks.allInnerTexts();
  await gateIsKilled();
  await phone.locator('#submit').press('Enter');
  await phone.locator('.booking-number').waitFor(PATIENT);
  const number = await phone.locator('.booking-number').textContent();
  expect(await phone.locator('.facts dd').first().innerText()).toBe(swapped[0]);
  const { rows } = await house.database.query<{ number: string }>('SELECT number FROM booking WHERE window_id = $1', [
    windowId,
  ]);
  expect(rows).toEqual([{ number }]);
  await laptop.reload();
  await laptop.locator('.booking-number', { hasText: number ?? '' }).waitFor(PATIENT);
  await Promise.all([laptop.context().close(), phone.context().close()]);
});

/** One call as the page makes it. */
async function post({ session }: PersonOnRoll, path: string, body: object) {
  const response = await house.fetch(`${house.stack.gateUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return consentViewSchema.parse(await response.json());
}

/** The parent lets the child act for them, each verified on their own device. */
async function consents(parent: PersonOnRoll, child: PersonOnRoll): Promise<string> {
  const wish = { ...parent.caller, relation: 'child', way: 'verification' };
  const { id, reference } = await post(child, '/v1/consents', wish);
  await post(parent, '/v1/consents/find', { reference });
  expect(await post(parent, `/v1/consents/${id}/give`, {})).toMatchObject({ state: 'given' });
  return id;
}

test('c11: a child books for both parents, always told for whom, and moves and sees their bookings on one page', async () => {
  const { id: windowId } = await scheduleNight(house, { opensInMs: 1_000, sites: 3, days: 1, capacity: 2 });
  const [child, mother, father] = await peopleOnRoll(house, windowId, 3);
  if (!(child && mother && father)) throw new TypeError('nobody is on the roll');
  for (const parent of [mother, father]) {
    const consentId = await consents(parent, child);
    const page = await bookingPage(house, browser, PHONE, { windowId, session: child.session, consentId });
    await page.locator('.acting-for', { hasText: parent.caller.name }).waitFor(PATIENT);
    await page.locator('.chips button').first().click();
    await page.locator('.districts button').first().click();
    await page.locator('.slots button').first().click();
    await page.locator('a[href="#review"]').click();
    await page.locator('.review strong', { hasText: parent.caller.name }).waitFor(PATIENT);
    await page.locator('#submit').click();
    await page.locator('.facts', { hasText: parent.caller.name }).waitFor(PATIENT);
    await page.context().close();
  }
  const context = await browser.newContext(PHONE);
  await context.addCookies([{ name: 'sunbeon_session', value: child.session, url: house.stack.gateUrl }]);
  const page = await context.newPage();
  await page.goto(`${house.stack.gateUrl}/me`);
  const his = page.getByRole('region', { name: father.caller.name });
  await his.getByText('내가 대신 예약').waitFor(PATIENT);
  expect(await page.locator('.person').count()).toBe(3);
  expect(await barriersOn(page)).toEqual([]);
  await his.locator('a[href^="#move="]').click();
  await page.getByRole('heading', { name: new RegExp(father.caller.name) }).waitFor(PATIENT);
  await page.locator('.slots button').nth(2).click();
  await page.locator('#move-here').click();
  await his.locator('.note').waitFor(PATIENT);

  await context.addCookies([{ name: 'sunbeon_session', value: father.session, url: house.stack.gateUrl }]);
  await page.reload();
  await eventually(async () => {
    expect(await page.locator('.facts').innerText()).toContain(child.caller.name);
  });
  await context.close();
});
