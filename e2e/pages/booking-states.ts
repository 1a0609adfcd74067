import { randomUUID } from 'node:crypto';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { citizens, type House, outcomeOf, passFor, scheduleNight } from '../house.ts';
import { bookingPage } from './inside.ts';

/** Every state of the booking page, in an order in which one leads to the next. */
export const bookingStates = [
  'district',
  'search',
  'search-near',
  'search-nothing',
  'times',
  'times-chosen',
  'offline',
  'review',
  'continued',
  'full',
  'booked',
  'time-up',
  'no-pass',
] as const;
export type BookingState = (typeof bookingStates)[number];

const PATIENT = { timeout: 30_000 };

/** Leads a visitor through every state; `seen` is called in each, and may look at anything but leave the page as it is. */
export async function walkBookingStates(
  house: House,
  browser: Browser,
  device: BrowserContextOptions,
  seen: (state: BookingState, page: Page) => Promise<void>,
): Promise<void> {
  const { id: windowId } = await scheduleNight(house, {
    opensInMs: 1_000,
    sites: 12,
    days: 1,
    timesPerDay: 6,
    capacity: 1,
  });
  const [person] = await citizens(house, 1);
  if (!person) throw new Error('nobody was minted');
  const visitor = { windowId, session: person.session };
  const page = await bookingPage(house, browser, device, visitor);
  await walkChoosing(page, seen);

  await eventually(async () => {
    if ((await choicesAtGate(page, windowId)).length < 3) throw new Error('the gate has not been told yet');
  });
  const other = await bookingPage(house, browser, device, visitor);
  await other.locator('.choices li').nth(2).waitFor(PATIENT);
  await seen('continued', other);
  await takeAllAt(house, other, windowId);
  await other.locator('#submit').click();
  await other.locator('[data-phase=rejected] .alternatives').waitFor(PATIENT);
  await seen('full', other);
  await other.locator('.alternatives button').first().click();
  await other.locator('.sms', { hasText: /도착했습니다|has reached/ }).waitFor(PATIENT);
  await seen('booked', other);
  await other.context().close();
  await walkEnds(house, page, windowId, seen);
  await page.context().close();
}

async function walkChoosing(page: Page, seen: (state: BookingState, page: Page) => Promise<void>): Promise<void> {
  const search = page.locator('#district-search');
  await search.waitFor(PATIENT);
  await seen('district', page);
  for (const [state, typed] of [
    ['search', 'ㅈㄹㄱ'],
    ['search-near', '가평'],
    ['search-nothing', '없는 곳'],
  ] as const) {
    await search.fill(typed);
    await page.locator('#search-news:not(:empty)').waitFor(PATIENT);
    await seen(state, page);
  }
  await search.fill('Jongno');
  await page.locator('search button.district').first().click();
  await page.locator('.slots').first().waitFor(PATIENT);
  await seen('times', page);
  for (const index of [0, 2, 4]) await page.locator('.slots button').nth(index).click();
  await seen('times-chosen', page);
  await page.context().setOffline(true);
  await page.locator('.offline').waitFor(PATIENT);
  await seen('offline', page);
  await page.context().setOffline(false);
  await page.locator('a[href="#review"]').click();
  await page.locator('#submit').waitFor(PATIENT);
  await seen('review', page);
}

/** The slots the gate keeps as chosen, in order. */
async function choicesAtGate(page: Page, windowId: string): Promise<string[]> {
  return page.evaluate(async (id) => {
    const { pass }: { pass: string } = JSON.parse(sessionStorage.getItem(`sunbeon.pass.${id}`) ?? '{}');
    const response = await fetch(`/v1/windows/${id}/draft`, { headers: { Authorization: `Bearer ${pass}` } });
    const { choices }: { choices: { id: string }[] } = await response.json();
    return choices.map((choice) => choice.id);
  }, windowId);
}

/** Somebody else is quicker at all the times that are chosen. */
async function takeAllAt(house: House, page: Page, windowId: string): Promise<void> {
  const slots = await choicesAtGate(page, windowId);
  for (const [index, rival] of (await citizens(house, slots.length)).entries()) {
    const pass = await passFor(house, windowId, rival.session);
    const receipt = await house.gate.book(pass, randomUUID(), [slots[index] ?? '']);
    if (!receipt.ok) throw new Error(receipt.code);
    await outcomeOf(house, pass, receipt.body.requestId);
  }
}

/** What is left once the time to book is over, and for whoever was never let in. */
async function walkEnds(
  house: House,
  page: Page,
  windowId: string,
  seen: (state: BookingState, page: Page) => Promise<void>,
): Promise<void> {
  const over = { pass: 'x', expiresAt: '2021-07-19T11:00:00.000Z' };
  await page.evaluate(
    ([id, pass]) => {
      sessionStorage.removeItem(`sunbeon.draft.${id}`);
      sessionStorage.setItem(`sunbeon.pass.${id}`, pass ?? '');
    },
    [windowId, JSON.stringify(over)],
  );
  await page.goto(`${house.stack.gateUrl}/windows/${windowId}/book`);
  await page.getByRole('link', { name: /다시 들어가기|Go in again/ }).waitFor(PATIENT);
  await seen('time-up', page);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.getByRole('link', { name: /대기 화면으로|To the waiting page/ }).waitFor(PATIENT);
  await seen('no-pass', page);
}
