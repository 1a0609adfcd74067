import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll, smallTargets } from '../accessibility.ts';
import { DESKTOP, openBrowser, PHONE, verify } from '../browser.ts';
import { type House, openHouse, scheduleNight } from '../house.ts';
import { newestText } from '../inbox.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';

const PATIENT = { timeout: 30_000 };
/** The narrowest page of WCAG 2.2, 1.4.10: 1,280 pixels at 400 %. */
const NARROWEST = { width: 320, height: 640 };
/** More steps than any page has controls. */
const MOST_TABS = 60;
const DEAD_PROVIDER = 'card';

let house: House;
let browser: Browser;
let windowId: string;
let people: PersonOnRoll[];
const errors: string[] = [];

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  ({ id: windowId } = await scheduleNight(house, { opensInMs: 1_000 }));
  await breakProvider();
  people = await peopleOnRoll(house, windowId, 4);
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
});

/** A browser of somebody who has verified who they are, on one of our pages. */
async function aDevice(options: BrowserContextOptions, path: string, person?: PersonOnRoll): Promise<Page> {
  const context = await browser.newContext(options);
  if (person) await context.addCookies([{ name: 'sunbeon_session', value: person.session, url: house.stack.gateUrl }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${house.stack.gateUrl}${path}`);
  return page;
}

async function expectNoBarriers(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize(NARROWEST);
  expect(await sidewaysScroll(page)).toBe(0);
  if (size) await page.setViewportSize(size);
}

async function typeParent(page: Page, { caller }: PersonOnRoll): Promise<void> {
  await page.locator('#name').fill(caller.name);
  await page.locator('#birthDate').fill(caller.birthDate);
  await page.locator('#phone').fill(caller.phone);
}

/** Presses something by the keyboard alone. */
async function pressByKeyboard(page: Page, text: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(':focus').textContent()) === text) return page.keyboard.press('Enter');
  }
  throw new Error(`the keyboard never reached "${text}"`);
}

test('a son asks on his phone, his mother agrees by keyboard on a computer, he waits for her, and she takes it back', async () => {
  const [son, mother] = people;
  if (!son || !mother) throw new TypeError('nobody');
  const his = await aDevice(PHONE, '/family', son);
  await his.getByRole('button', { name: '동의 요청하기' }).click();
  await expect(his.locator('.problem').allTextContents()).resolves.toHaveLength(3);
  expect(await his.locator(':focus').getAttribute('id')).toBe('name');
  await expectNoBarriers(his);

  await typeParent(his, mother);
  await his.context().setOffline(true);
  await his.getByRole('button', { name: '동의 요청하기' }).click();
  await his.getByText('연결되지 않아 처리하지 못했습니다.').waitFor();
  await his.context().setOffline(false);
  await his.reload();
  expect(await his.locator('#name').inputValue()).toBe(mother.caller.name);
  await his.getByRole('button', { name: '동의 요청하기' }).click();
  await his.locator('.reference').waitFor();
  await expectNoBarriers(his);

  const hers = await aDevice(DESKTOP, '/family', mother);
  await hers.getByText('asks to act for you').waitFor(PATIENT);
  await expectNoBarriers(hers);
  await pressByKeyboard(hers, 'I agree');
  await hers.locator(':focus', { hasText: 'You have agreed.' }).waitFor();

  await waitFor(his, mother);
  await hers.getByRole('button', { name: 'Withdraw my consent' }).click();
  await expectNoBarriers(hers);
  await hers.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await hers.getByText('Nobody acts for you.').waitFor();
  await his.goto(`${house.stack.gateUrl}/family`);
  await his.getByText('아직 등록한 가족이 없습니다.').waitFor();
  expect(await his.locator('.acting-for').isVisible()).toBe(false);
  expect(errors).toEqual([]);
});

/** The delegate joins for the beneficiary, and reads on every page of this tab, and no other, for whom. */
async function waitFor(page: Page, { caller }: PersonOnRoll): Promise<void> {
  const banner = page.locator('.acting-for');
  const join = page.waitForRequest((request) => request.url().endsWith('/tickets'));
  await page.getByRole('link', { name: `${caller.name} 님을 대신해 기다리기` }).click(PATIENT);
  expect((await join).postDataJSON()).toMatchObject({ beneficiary: expect.any(String) });
  await banner.getByText(`${caller.name} 님을 대신하여`).waitFor();
  await expectNoBarriers(page);
  for (const path of ['/', '/me', '/trust', '/verify']) {
    await page.goto(`${house.stack.gateUrl}${path}`);
    await banner.getByText(`${caller.name} 님을 대신하여`).waitFor();
  }
  const another = await page.context().newPage();
  await another.goto(`${house.stack.gateUrl}/me`);
  await another.locator('#title').waitFor();
  expect(await another.locator('.acting-for').isVisible()).toBe(false);
  await another.close();
}

test('a code to the feature phone: a wrong one keeps what was typed and says how often still, the right one is enough', async () => {
  const [, , daughter, father] = people;
  if (!daughter || !father) throw new TypeError('nobody');
  const page = await aDevice(DESKTOP, '/family', daughter);
  await page.locator('#name').waitFor();
  await typeParent(page, father);
  await page.getByText('A code by text message').click();
  await page.getByRole('button', { name: 'Ask for consent' }).click();
  const code = page.getByLabel('Code of six digits');
  const sent = await eventually(async () => {
    const found = /\b\d{6}\b/.exec(await newestText(house, father.caller.phone))?.[0];
    if (found === undefined) throw new Error('no code yet');
    return found;
  });
  const wrong = sent === '000000' ? '000001' : '000000';
  await code.fill(wrong);
  await code.press('Enter');
  await page.getByText('The code is wrong. 4 attempts are left.').waitFor();
  expect(await code.inputValue()).toBe(wrong);
  await page.getByText('4 attempts are left.').nth(1).waitFor();
  await expectNoBarriers(page);
  await code.fill(sent);
  await code.press('Enter');
  await page.getByText('The consent is confirmed.').waitFor();
  await page.getByRole('link', { name: `Wait for ${father.caller.name}` }).waitFor();
  await expectNoBarriers(page);
  expect(errors).toEqual([]);
});

test('who verifies is chosen by measured lights: a dead provider is named, others are suggested, and it may be chosen all the same', async () => {
  const page = await aDevice(PHONE, '/verify?returnTo=/family');
  await page
    .getByText(/(원활|느림) · 보통 \d+\.\d초/)
    .first()
    .waitFor();
  // A provider that was looked at before it stood is red as well, until it has been looked at again.
  await eventually(
    async () => {
      const red = await page.locator('.light-red').evaluateAll((lights) => lights.map(({ id }) => id));
      expect(red).toEqual([`light-${DEAD_PROVIDER}`]);
    },
    { timeoutMs: 90_000 },
  );
  await page.getByText(/쪽을 권합니다\. 그래도 이곳을 고르실 수 있습니다\./).waitFor();
  const ways = page.locator('.providers a');
  expect(await ways.last().getAttribute('href')).toContain(`/login/${DEAD_PROVIDER}?`);
  await expectNoBarriers(page);

  await ways.first().click();
  await page.getByRole('button', { name: /신지훈/ }).click();
  await page.waitForURL(/\/family$/);
  const other = await aDevice(DESKTOP, '/family');
  await verify(other, /신지훈/);
  await other.getByText('You act for nobody yet.').waitFor();

  await page.goto(`${house.stack.gateUrl}/verify`);
  await page.getByText(/까지 다시 확인하지 않으셔도 됩니다\./).waitFor();
  await page.getByRole('button', { name: '모든 기기에서 끝내기' }).click();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '예, 모두 끝냅니다' }).click();
  await page.getByText('모든 기기에서 본인 확인을 끝냈습니다.').waitFor();
  await eventually(async () => {
    await other.reload();
    await other.getByRole('link', { name: 'Verify who you are' }).waitFor({ timeout: 2_000 });
  });
  expect(errors).toEqual([]);
});

/** One that verifies people fails, and the gate finds out by and by. */
async function breakProvider(): Promise<void> {
  await house.fetch(`${house.stack.sandboxUrl}/providers/${DEAD_PROVIDER}.json`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ failsWith: 503 }),
  });
}

test('the rules and the figures of the night are for everyone, and what is kept about somebody is for them alone', async () => {
  const trust = await aDevice(PHONE, '/trust');
  await trust.locator('.figures', { hasText: '1분에 부르는 번호' }).waitFor();
  expect(await trust.locator('.rules > li').count()).toBe(8);
  await expectNoBarriers(trust);

  const stranger = await aDevice(DESKTOP, '/me/data');
  await stranger.getByRole('link', { name: 'Verify who you are' }).waitFor();
  const [, mother] = people;
  const page = await aDevice(DESKTOP, '/me/data', mother);
  await page
    .getByText(mother?.caller.name ?? '')
    .first()
    .waitFor();
  await page.getByText('somebody who acts for me · asked to act for you').first().waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Erase my data' }).click();
  await page.getByRole('button', { name: 'Yes, erase it' }).click();
  await page.getByText('The rest follows when the campaign that is going on is over.').waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: 'Take this wish back' }).click();
  await page.getByText('You took your wish back.').waitFor();
  expect(errors).toEqual([]);
});
