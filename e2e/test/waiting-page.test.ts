import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll, smallTargets } from '../accessibility.ts';
import { openBrowser, PHONE } from '../browser.ts';
import { type House, openHouse, scheduleNight } from '../house.ts';
import { consentOf, peopleOnRoll } from '../on-the-roll.ts';
import { type WaitingState, waitingStates, walkWaitingStates } from '../pages/waiting-states.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  house = await openHouse();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
});

test('every state has a sentence of its own and no barriers', async () => {
  const page = await browser.newPage(PHONE);
  const sentences = new Map<WaitingState, string>();
  const barriers: string[] = [];
  await walkWaitingStates(house, page, async (state) => {
    sentences.set(state, await page.locator('#sentence').innerText());
    barriers.push(...(await barriersOn(page)).map((barrier) => `${state}: ${barrier}`));
  });
  expect([...sentences.keys()]).toEqual(waitingStates);
  expect(barriers).toEqual([]);
});

async function barriersOn(page: Page): Promise<string[]> {
  const wide = await sidewaysScroll(page);
  return [
    ...(await accessibilityFindings(page)),
    ...(await smallTargets(page)),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
}

/** Where the page's own idea of the time can be held still, as a device that sleeps does. */
async function aDeviceThatSleeps(): Promise<Page> {
  const context = await browser.newContext(PHONE);
  await context.addInitScript(() => {
    const [realNow, realCounter] = [Date.now.bind(Date), performance.now.bind(performance)];
    let [sleptMs, sleepsSince] = [0, Number.POSITIVE_INFINITY];
    Date.now = () => realNow() + 3 * 3_600_000;
    performance.now = () => Math.min(realCounter(), sleepsSince) - sleptMs;
    addEventListener('sleep', () => {
      sleepsSince = realCounter();
    });
    addEventListener('wake', () => {
      sleptMs += realCounter() - sleepsSince;
      sleepsSince = Number.POSITIVE_INFINITY;
      dispatchEvent(new Event('focus'));
    });
  });
  return context.newPage();
}

const spell = async (page: Page, event: string) => page.evaluate((name) => dispatchEvent(new Event(name)), event);

/** The seconds a countdown shows: `29분 58초`. */
async function secondsShown(page: Page, countdown: string): Promise<number> {
  const [minutes = 0, seconds = 0] = (await page.locator(countdown).innerText()).match(/\d+/g)?.map(Number) ?? [];
  return minutes * 60 + seconds;
}

test('c02: countdowns go by the server’s clock, whatever the device’s says, and are right again after a sleep', async () => {
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_800_000 });
  const page = await aDeviceThatSleeps();
  for (const [path, countdown] of [
    ['/', `li:has(a[href="/windows/${id}"]) .countdown`],
    [`/windows/${id}`, '#figure-under'],
  ] as const) {
    const errorSeconds = async () => (await secondsShown(page, countdown)) - (opensAtMs - Date.now()) / 1_000;
    await page.goto(`${house.stack.gateUrl}${path}`);
    await page.locator(countdown, { hasText: /\d초/ }).waitFor();
    expect(Math.abs(await errorSeconds())).toBeLessThan(2.5);
    await spell(page, 'sleep');
    await eventually(async () => expect(await errorSeconds()).toBeGreaterThan(4));
    await spell(page, 'wake');
    await eventually(async () => expect(Math.abs(await errorSeconds())).toBeLessThan(2.5));
  }
  await page.context().close();
});

test('the first page by keyboard alone: who is eligible, and nothing of it leaves the device', async () => {
  const { id } = await scheduleNight(house, { opensInMs: 1_800_000 });
  const page = await browser.newPage({ ...PHONE, viewport: { width: 320, height: 640 } });
  await page.goto(`${house.stack.gateUrl}/`);
  await page.locator(`a[href="/windows/${id}"]`).first().waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await tabTo(page, '#large-text');
  await page.keyboard.press('Space');
  expect(await page.locator('html').evaluate((root) => getComputedStyle(root).fontSize)).toBe('26px');
  await tabTo(page, '#born');
  await page.keyboard.type('1967-13');
  await page.keyboard.press('Enter');
  await page.locator('#born-problem').waitFor();
  expect(await page.locator('#born').inputValue()).toBe('1967-13');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('born');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1967-05');
  await page.keyboard.press('Enter');
  await page.locator('#eligible-answer', { hasText: '대상인 예약이 있습니다' }).waitFor();
  expect(asked.filter((request) => /1967|born/.test(request))).toEqual([]);
  expect(await barriersOn(page)).toEqual([]);
  await page.locator('#other-language').click();
  await page.locator('#eligible-answer', { hasText: 'There is a window' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.reload();
  expect(await page.locator('html').getAttribute('class')).toContain('large-text');
  await page.context().close();
});

const MOST_TABS = 40;

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(selector).evaluate((target) => target === document.activeElement)) return;
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}

test('a child waits for two parents at once, each in a tab of their own', async () => {
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_000 });
  await house.staff.changeWindow(id, 'pause');
  const [child, mother, father] = await peopleOnRoll(house, id, 3);
  if (!(child && mother && father)) throw new TypeError('nobody is on the roll');
  const consents = [await consentOf(house, mother, child), await consentOf(house, father, child)];
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));
  const context = await browser.newContext(PHONE);
  await context.addCookies([{ name: 'sunbeon_session', value: child.session, url: house.stack.gateUrl }]);
  const numbers: string[] = [];
  for (const consent of consents) {
    const page = await context.newPage();
    await page.goto(`${house.stack.gateUrl}/windows/${id}?for=${consent}`);
    await page.locator('main[data-state=paused]').waitFor({ timeout: 30_000 });
    await page.locator('.acting-for', { hasText: '대신하여' }).waitFor();
    numbers.push(await page.locator('#facts dd').first().innerText());
  }
  expect(numbers).toEqual(['1', '2']);
  const [first] = context.pages();
  await first?.reload();
  await first?.locator('#facts', { hasText: '대기 번호' }).waitFor({ timeout: 30_000 });
  expect(await first?.locator('#facts dd').first().innerText()).toBe('1');
  await context.close();
});
