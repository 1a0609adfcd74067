import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatInSeoul } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Locator, Page } from 'playwright-core';
import { DESKTOP, openBrowser, PHONE } from '../browser.ts';
import { aStaffPerson, enterAs, type StaffPerson } from '../console.ts';
import { citizens, type House, openHouse, outcomeOf, passFor } from '../house.ts';

const HOUR_MS = 3_600_000;
const WINDOW = 'evening-1';
const TITLE = '1967–1968년생 저녁 예약';
const DOSES = 4;
const PEOPLE = 7;
const REASON = '준비가 일찍 끝났습니다';
/** What the audit trail says of the window afterwards, but for the second person. */
const EVERYTHING =
  'window.create slots.generate window.schedule approval.ask window.move window.pace window.pause window.notice window.resume window.close';
const KOREAN = { ...DESKTOP, locale: 'ko-KR' } as const;

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

/** As a native input takes an instant, on the clock of Seoul. */
function local(instantMs: number): string {
  return formatInSeoul(new Date(instantMs), "yyyy-MM-dd'T'HH:mm");
}

/** Confirms what was opened in place; it says first what it will do. */
async function confirm(
  page: Page,
  action: string,
  says: string | RegExp,
  fill: ((panel: Locator) => Promise<void>) | null = null,
): Promise<void> {
  const panel = page.getByRole('form', { name: action, exact: true });
  await fill?.(panel);
  await panel.getByText(says).first().waitFor();
  await panel.getByRole('button', { name: action, exact: true }).click();
  await panel.waitFor({ state: 'detached' });
}

/** Writes a draft for too many people first, is told, and corrects it. */
async function writeDraft(page: Page): Promise<void> {
  const nowMs = Date.now();
  await page.getByLabel('첫 출생 연도').fill('1967');
  await page.getByLabel('마지막 출생 연도').fill('1969');
  await page.getByLabel('시작', { exact: true }).fill(local(nowMs + 3 * HOUR_MS));
  await page.getByLabel('끝', { exact: true }).fill(local(nowMs + 5 * HOUR_MS));
  await page.getByLabel('이름', { exact: true }).fill(TITLE);
  await page.getByLabel('캠페인', { exact: true }).fill('evening');
  await page.getByLabel('번호', { exact: true }).fill(WINDOW);
  const coverage = page.getByRole('complementary', { name: '겹침과 빈틈' });
  await coverage.getByText('‘evening-0’ 창과 같은 때 열려 있고 대상이 겹칩니다').waitFor();
  await page.getByLabel('마지막 출생 연도').fill('1968');
  await coverage.getByText('어느 창에도 들지 못하는 사람도 없습니다').waitFor();
  await page.getByRole('button', { name: '초안으로 저장' }).click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
}

async function layOutSlots(page: Page): Promise<void> {
  await page.getByRole('button', { name: '예약 시간 놓기' }).click();
  await confirm(page, '예약 시간 놓기', '이미 있는 자리는 그대로입니다', async (panel) => {
    for (const name of ['의료기관 수', '날 수', '하루 시각 수']) await panel.getByLabel(name).fill('1');
    await panel.getByLabel('한 시각의 자리').fill(String(DOSES));
  });
  await page.getByText(`1곳에 1개 시각, ${DOSES}명분을 놓았습니다`).waitFor();
}

/** Ticks every warning of the check-list, and schedules. */
async function schedule(page: Page): Promise<void> {
  await page.locator('.check-ok', { hasText: '예약 시간' }).waitFor();
  await page.getByRole('button', { name: '일정 확정' }).click();
  await confirm(page, '일정 확정', '확정하는 즉시 시민에게 보이고', async (panel) => {
    for (const box of await panel.getByRole('checkbox').all()) await box.check();
  });
}

/** Asked for by one, approved by another: both doors are told at once. */
async function moveToNow(page: Page, other: StaffPerson): Promise<void> {
  await page.getByRole('button', { name: '시작 시각 옮기기' }).click();
  await confirm(page, '시작 시각 옮기기', '다른 관리자나 운영자의 승인이 있어야', async (panel) => {
    await panel.getByLabel('새 시작 시각').fill(local(Date.now()));
    await panel.getByLabel('사유').fill(REASON);
  });
  await page.getByText('다른 사람의 승인을 기다립니다').waitFor();
  expect(await house.gate.status(WINDOW)).toMatchObject({ body: { state: 'scheduled' } });
  const second = await enterAs(browser, house, other, { path: '/approvals' });
  await second.getByText(REASON).first().waitFor();
  await second.getByRole('button', { name: /^Approve: / }).click();
  await confirm(second, 'Approve', /there is no way back|cannot be undone|at once/i);
  await second.context().close();
}

/** A phone whose owner has verified who they are. */
async function phoneOf(session: string): Promise<Page> {
  const context = await browser.newContext(PHONE);
  await context.addCookies([{ name: 'sunbeon_session', value: session, url: house.stack.gateUrl }]);
  const page = await context.newPage();
  await page.goto(`${house.stack.gateUrl}/windows/${WINDOW}`);
  return page;
}

/** The longest that a page of somebody far from their turn waits between two looks, and a little. */
const LONGEST_LOOK_MS = 80_000;

async function reads(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor({ timeout: LONGEST_LOOK_MS });
}

/** Opens a lever by its key, fills it in and pulls it, without ever touching the mouse. */
async function pull(page: Page, key: string, action: string, says: string | RegExp, typed: readonly string[] = []) {
  await page.keyboard.press(key);
  const panel = page.getByRole('form', { name: action, exact: true });
  await panel.getByText(says).or(panel.getByRole('textbox')).first().waitFor();
  for (const text of typed) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  }
  await panel.getByText(says).first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(`${action}: `).first().waitFor();
  await goesOnFromTheLevers(page);
}

/** The focus of the keyboard is at a lever. */
async function goesOnFromTheLevers(page: Page): Promise<void> {
  await page.locator('.levers :focus').waitFor();
}

function figure(page: Page, name: string): Locator {
  return page.locator('.big-figure', { has: page.getByText(name, { exact: true }) }).locator('.big');
}

async function shows(page: Page, name: string, value: string): Promise<void> {
  await eventually(async () => expect(await figure(page, name).textContent()).toBe(value));
}

async function stands(page: Page, state: string): Promise<void> {
  await page.locator('.centre .state', { hasText: state }).waitFor();
}

async function book(passes: readonly string[]): Promise<void> {
  const answer = await house.gate.slots(WINDOW);
  const [slot] = answer.ok ? answer.body.slots : [];
  for (const pass of passes) {
    const receipt = await house.gate.book(pass, randomUUID(), [slot?.id ?? '']);
    if (!receipt.ok) throw new Error(receipt.code);
    expect(await outcomeOf(house, pass, receipt.body.requestId)).toMatchObject({ state: 'confirmed' });
  }
}

/** Gives the only time there is two seats more, at the desk of its clinic. */
async function addCapacity(page: Page): Promise<void> {
  const { rows } = await house.database.query<{ site: string; starts: Date }>(
    'SELECT site_id AS site, starts_at AS starts FROM slot WHERE window_id = $1',
    [WINDOW],
  );
  const [slot] = rows;
  if (slot === undefined) throw new TypeError('there is no slot');
  await page.goto(`${house.stack.staffUrl}/clinic/${slot.site}?from=${formatInSeoul(slot.starts, 'yyyy-MM-dd')}`);
  await page.getByRole('button', { name: new RegExp(`${DOSES} / ${DOSES}\\s+만석`) }).click();
  await page.getByLabel('새 정원').fill(String(DOSES + 2));
  await page.getByLabel('사유').fill('백신이 더 왔습니다');
  await page.getByRole('button', { name: '정원 바꾸기' }).click();
  await page.getByRole('button', { name: new RegExp(`${DOSES} / ${DOSES + 2}`) }).waitFor();
}

test('a whole evening from a draft to the close, by the pages alone, and the levers of the night by keys alone', async () => {
  const operator = await aStaffPerson(house, { role: 'operator', name: '박운영' });
  const admin = await aStaffPerson(house, { role: 'admin', name: '김관리' });
  const opensAt = new Date(Date.now() + 3 * HOUR_MS);
  await house.staff.createWindow({
    id: 'evening-0',
    campaignId: 'evening',
    cohort: { birthFrom: '1969-01-01', birthTo: '1969-12-31', lastDigit: null },
    opensAt: opensAt.toISOString(),
    closesAt: new Date(opensAt.getTime() + 2 * HOUR_MS).toISOString(),
  });

  const desk = await enterAs(browser, house, operator, { path: '/windows/new', options: KOREAN });
  await writeDraft(desk);
  expect(await house.gate.status(WINDOW)).toMatchObject({ ok: false });
  await layOutSlots(desk);
  await schedule(desk);

  const [waiter, ...crowd] = await citizens(house, PEOPLE);
  const phone = await phoneOf(waiter?.session ?? '');
  await reads(phone, '아직 시작하지 않았습니다.');
  await moveToNow(desk, admin);

  await desk.goto(`${house.stack.staffUrl}/night?window=${WINDOW}`);
  await stands(desk, '예약 중');
  await pull(desk, 's', '속도와 인원', '동시에 500 → 4명', ['4', '50']);
  const passes = await Promise.all(crowd.slice(0, DOSES).map(async ({ session }) => passFor(house, WINDOW, session)));
  for (const { session } of crowd.slice(DOSES)) await house.gate.join(WINDOW, session);
  await reads(phone, /들어가실 수 있습니다|순서를 기다리고 있습니다/);
  await shows(desk, '남은 수량', String(DOSES));

  await pull(desk, 'p', '부르기 멈춤', '아무도 순서를 잃지 않습니다');
  await stands(desk, '잠시 멈춤');
  await pull(desk, 'n', '알림 올리기', '화면에 몇 초 안에 나타납니다', ['잠시 점검합니다', 'A short check']);
  await reads(phone, '잠시 점검합니다');
  // Whoever was called before may still come in.
  await reads(phone, /호출을 (?:잠시 )?멈췄습니다|들어가실 수 있습니다/);
  expect(await house.gate.status(WINDOW)).toMatchObject({ body: { state: 'paused', notice: { en: 'A short check' } } });
  await pull(desk, 'p', '다시 부르기', '멈춘 자리부터 다시 부릅니다');
  await stands(desk, '예약 중');

  await book(passes);
  await shows(desk, '남은 수량', '0');
  await stands(desk, '수량 소진');
  await reads(phone, '남은 수량이 없습니다.');
  await addCapacity(desk);
  await desk.goto(`${house.stack.staffUrl}/night?window=${WINDOW}`);
  await stands(desk, '예약 중');
  await reads(phone, /들어가실 수 있습니다|순서를 기다리고 있습니다/);

  await pull(desk, 'c', '예약 창 닫기', '되돌릴 수 없습니다.');
  await stands(desk, '끝남');
  // The lever that was pulled is gone.
  await goesOnFromTheLevers(desk);
  await reads(phone, '예약이 끝났습니다.');

  const { rows } = await house.database.query<{ action: string; actor: string }>(
    'SELECT action, actor FROM audit_entry WHERE subject = $1 ORDER BY id',
    [WINDOW],
  );
  const byOperator = rows.filter(({ actor }) => actor === operator.member.login).map(({ action }) => action);
  expect(byOperator.join(' ')).toBe(EVERYTHING);
  const byOthers = rows.filter(({ actor }) => actor !== operator.member.login);
  expect(byOthers).toEqual([{ action: 'approval.approve', actor: admin.member.login }]);
});
