import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, openBrowser } from '../browser.ts';
import { aStaffPerson, enterAs, pageFindings, type StaffPerson } from '../console.ts';
import { type House, openHouse } from '../house.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';

const SEAT_LEFT = /^남은 시간 \d+:\d\d$/;
const KOREAN = { ...DESKTOP, locale: 'ko-KR' } as const;

let house: House;
let browser: Browser;
let agent: StaffPerson;
let windowId: string;
let callers: readonly PersonOnRoll[];

beforeAll(async () => {
  house = await openHouse({ quietHours: 'none' });
  browser = await openBrowser();
  agent = await aStaffPerson(house, { role: 'agent' });
  windowId = await openWindow();
  callers = await peopleOnRoll(house, windowId, 3);
});

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** An open window with a single seat for agents, whose line gives numbers. */
async function openWindow(): Promise<string> {
  const { id } = await house.staff.createWindow({
    title: '1967–1968년생 예방접종',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: new Date(Date.now() - 1_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
    agentSeats: 1,
  });
  await house.staff.generateSlots(id, { sites: 2, days: 1, timesPerDay: 2, capacity: 3 });
  await eventually(async () => {
    const answer = await house.gate.slots(id);
    if (!answer.ok || answer.body.slots.length === 0) throw new Error('the window is not shown yet');
  });
  return id;
}

/** Fills in the form by the keyboard alone, from where the page begins. */
async function find(page: Page, who: PersonOnRoll | undefined): Promise<void> {
  if (who === undefined) throw new TypeError('nobody calls');
  const { name, birthDate, phone } = who.caller;
  const texts = [name, birthDate.replaceAll('-', ''), phone, '예약을 도와 달라고 함'];
  for (const [turn, text] of texts.entries()) {
    if (turn > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /본인 확인함$/ }).waitFor();
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().press('Enter');

async function atDesk(who: PersonOnRoll | undefined): Promise<Page> {
  const page = await enterAs(browser, house, agent, { path: '/desk', options: KOREAN });
  await find(page, who);
  return page;
}

/** Everything a page keeps: what it shows, what was typed, its address, its storage. */
function everythingOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const typed = [...document.querySelectorAll('input, select, textarea')].map((field) =>
      'value' in field ? String(field.value) : '',
    );
    const stored = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    const kept = [...(await caches.keys()), ...(await indexedDB.databases()).map(({ name }) => name ?? '')];
    const state = [location.href, JSON.stringify(history.state), document.title];
    return [document.documentElement.outerHTML, ...typed, ...stored, ...kept, ...state].join('\n');
  });
}

test('one call by keyboard: found, booked, the text sent again; once it has ended nothing of it is left', async () => {
  const [who] = callers;
  const page = await atDesk(who);
  await page.getByText('지금 번호를 받을 수 있습니다.').waitFor();
  await press(page, '자리 잡기');
  await page.getByText(SEAT_LEFT).waitFor();
  await press(page, / 고르기$/);
  await press(page, '예약하기');
  await page.getByText(/^예약 확정\. 예약 번호는 /).waitFor();
  const { rows } = await house.database.query('SELECT id, number FROM booking WHERE person_key = $1 AND by_agent', [
    who?.personKey,
  ]);
  const [{ id, number }] = rows;
  await page.getByRole('heading', { name: number }).waitFor();
  expect(await pageFindings(page)).toEqual([]);

  await eventually(async () => {
    const sent = await house.database.query(
      `UPDATE message SET created_at = now() - interval '2 minutes' WHERE booking_id = $1 AND state <> 'queued'`,
      [id],
    );
    if (sent.rowCount === 0) throw new Error('not sent yet');
  });
  await press(page, /^문자 다시 보내기: /);
  await press(page, '문자 다시 보내기');
  await page.getByText('문자를 보냈거나, 이미 보내는 중입니다.').waitFor();
  const resent = await house.database.query('SELECT 1 FROM message WHERE booking_id = $1 AND resend = 1', [id]);
  expect(resent.rowCount).toBe(1);

  await press(page, '통화 끝내기');
  await page.getByText('통화를 끝냈습니다.', { exact: false }).waitFor();
  const { name = '', birthDate = '', phone = '' } = who?.caller ?? {};
  const said = [name, birthDate, birthDate.replaceAll('-', ''), phone, `${name.slice(0, 1)}**`, number, '도와 달라고'];
  const left = await everythingOn(page);
  expect(said.filter((text) => left.includes(text))).toEqual([]);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/desk');
});

test('where no seat is free the agent is told; a colleague who leaves the page gives theirs back', async () => {
  const [, first, second] = callers;
  const [one, other] = [await atDesk(first), await atDesk(second)];
  await press(one, '자리 잡기');
  await one.getByText(SEAT_LEFT).waitFor();
  await press(other, '자리 잡기');
  await other.getByText('상담원 자리가 모두 찼습니다').waitFor();
  await one.getByRole('link', { name: '내 계정' }).first().click();
  await one.getByRole('heading', { level: 1, name: '내 계정' }).waitFor();
  await eventually(async () => {
    await press(other, '자리 잡기');
    await other.getByText(SEAT_LEFT).waitFor({ timeout: 1_000 });
  });
  expect(await other.getByText('상담원 자리가 모두 찼습니다').count()).toBe(0);
});
