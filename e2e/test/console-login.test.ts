import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DESKTOP, openBrowser, PHONE } from '../browser.ts';
import { aStaffPerson, codeOf, enterAs, fillInLogin, logInAs, pageFindings, type StaffPerson } from '../console.ts';
import { type House, openHouse } from '../house.ts';

/** More steps than any of these pages has controls. */
const MOST_TABS = 30;
const GUESSES_ALLOWED = 5;
const PASSWORD = '느티나무 아래 다섯 사람';

let house: House;
let browser: Browser;
let admin: StaffPerson;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  admin = await aStaffPerson(house, { role: 'admin' });
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
});

/** Goes by the keyboard alone to what is called so, from wherever the focus is. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const called = await page.evaluate(() => {
      const { activeElement } = document;
      const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : [];
      return labels.map((label) => label.textContent).join(' ') || activeElement?.textContent || '';
    });
    if (name.test(called)) return;
  }
  throw new Error(`the keyboard never reached ${name}`);
}

async function openPage(path: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${house.stack.staffUrl}${path}`);
  return page;
}

/** A code that was used counts again, so that nobody has to wait for the next. */
async function forgetCodes(): Promise<void> {
  await house.database.query('UPDATE staff SET last_totp_step = NULL');
}

test('by keyboard alone: an invitation becomes an account, a wrong code is told, the right one logs in', async () => {
  const invited = { login: 'park.operator', name: '박운영', role: 'operator', siteId: null } as const;
  const { invitation } = await house.staff.accounts.invite(invited);
  const page = await openPage(`/invitation#${invitation.token}`, { ...DESKTOP, locale: 'ko-KR' });
  const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
  await tabTo(page, /^새 비밀번호$/);
  await page.keyboard.type(PASSWORD);
  await tabTo(page, /^인증 번호$/);
  const used = codeOf(secret);
  await page.keyboard.type(used);
  await page.keyboard.press('Enter');
  const own = page.getByRole('link', { name: '박운영' });
  await own.waitFor();
  // The page behind the account takes the focus to its heading once it stands.
  await page.locator('h1:focus').waitFor();
  expect(await page.getByRole('link', { name: '직원', exact: true }).count()).toBe(0);

  await tabTo(page, /^로그아웃$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '직원 로그인' }).and(page.locator(':focus')).waitFor();
  await tabTo(page, /^아이디$/);
  await page.keyboard.type(invited.login);
  await tabTo(page, /^비밀번호$/);
  await page.keyboard.type(PASSWORD);
  await tabTo(page, /^인증 번호$/);
  // Used up when the account was made.
  await page.keyboard.type(used);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').textContent()).resolves.toContain('로그인하지 못했습니다');
  await page.keyboard.type(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await own.waitFor();
});

test('whoever guesses too often is told for how long nobody can log in that way', async () => {
  const person = await aStaffPerson(house, { role: 'agent' });
  for (let guess = 0; guess < GUESSES_ALLOWED; guess += 1)
    await house.fetch(`${house.stack.staffUrl}/v1/staff/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: person.member.login, password: 'guessed', code: '000000' }),
    });
  const page = await openPage('/login');
  await fillInLogin(page, person, codeOf(person.secret, 1));
  await expect(page.getByRole('alert').textContent()).resolves.toMatch(
    /Too many attempts.*You can try again in 15 min/,
  );
  await page.context().close();
});

test('a session that is ended elsewhere leads to the login, and from there back', async () => {
  const page = await logInAs(browser, house, admin, { path: '/staff' });
  const elsewhere = await enterAs(browser, house, admin, { path: '/account' });
  await elsewhere.getByRole('button', { name: 'End all sessions elsewhere' }).click();
  await elsewhere.getByText('One session ended.').waitFor();

  await page.getByRole('link', { name: admin.member.login }).click();
  await page.getByRole('heading', { name: 'Staff login' }).waitFor();
  await forgetCodes();
  await fillInLogin(page, admin, codeOf(admin.secret));
  await page.getByRole('heading', { name: admin.member.name }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/staff/${admin.member.id}`);
});

test('every page is without barriers, on a phone in Korean and on a desktop in English', async () => {
  const invited = { login: 'choi.agent', name: '최상담', role: 'agent', siteId: null } as const;
  const { invitation } = await house.staff.accounts.invite(invited);
  for (const device of [{ ...PHONE, locale: 'ko-KR' }, DESKTOP]) {
    const page = await enterAs(browser, house, admin, { options: device });
    const check = async (path: string) => {
      await page.goto(`${house.stack.staffUrl}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.progress').waitFor({ state: 'detached' });
      expect({ path, found: await pageFindings(page) }).toEqual({ path, found: [] });
    };
    await check('/login?back=%2Faccount');
    await check(`/invitation#${invitation.token}`);
    await check('/account');
    await check('/staff');
    await check('/staff/new');
    await page.context().close();
  }
});

test('an admin finds somebody, changes their role once the reason is given, and reads on in Korean', async () => {
  await house.staff.accounts.invite({ login: 'lee.helper', name: '이도움', role: 'auditor', siteId: null });
  const page = await enterAs(browser, house, admin, { path: '/staff' });
  const rows = page.locator('tbody a');
  await rows.first().focus();
  await page.keyboard.press('End');
  expect(await page.locator(':focus').textContent()).toBe(await rows.last().textContent());
  await page.keyboard.press('ArrowUp');
  expect(await page.locator(':focus').textContent()).toBe(await rows.nth(-2).textContent());
  await page.keyboard.press('/');
  await page.keyboard.type('lee');
  await page.getByText('All 1 shown').waitFor();
  await page.getByRole('link', { name: 'lee.helper' }).press('Enter');
  await page.getByRole('button', { name: 'Disable the account' }).click();
  expect(await pageFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change the role' }).click();
  await page.getByRole('combobox', { name: 'Role' }).selectOption('agent');
  const change = page.getByRole('button', { name: 'Change the role' });
  await change.press('Enter');
  await expect(page.getByRole('status').allTextContents()).resolves.toContain('Give a reason first.');
  await page.getByLabel('Reason').fill('바뀐 근무표');
  await change.click();
  await page.getByText('The role is changed.').waitFor();
  await expect(page.locator('dd').allTextContents()).resolves.toContain('agent');
  await page.getByRole('button', { name: '한국어' }).click();
  await page.reload();
  await page.getByRole('link', { name: '홍길동 · 내 계정' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
});
