import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser, PHONE, verify } from '../browser.ts';
import { type House, openHouse, scheduleNight } from '../house.ts';
import { metricsDocument } from '../metrics/metrics-document.ts';
import { openTraceReceiver, type TraceReceiver } from '../trace-receiver.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string(), deliveredAt: z.string().nullable() })) });
const BOOKING_NUMBER = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

let house: House;
let browser: Browser;
let traces: TraceReceiver;

beforeAll(async () => {
  traces = await openTraceReceiver();
  house = await openHouse({ traceReceiver: traces.url });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
  await traces[Symbol.asyncDispose]();
});

async function chooseTime(page: Page): Promise<void> {
  await page.locator('.chips button').first().click();
  await page.locator('.districts button').first().click();
  await page.locator('.slots button:not([disabled])').first().click();
  await page.getByRole('link', { name: '확인하기' }).click();
}

test('the whole way of one booking, on a phone: from the countdown to the number on the page, in the text message and in the database', async () => {
  const { id } = await scheduleNight(house, { opensInMs: 3_600_000 });
  const page = await browser.newPage(PHONE);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));

  await page.goto(`${house.stack.gateUrl}/windows/${id}`);
  await verify(page);
  await page.locator('#sentence', { hasText: '아직 시작하지 않았습니다.' }).waitFor();
  // However long the verification took: the opening comes after it.
  await house.staff.moveWindow(id, new Date(Date.now() + 2_000));
  const enter = page
    .getByRole('link', { name: /예약하러 가기|이어서 예약하기/ })
    .or(page.getByRole('button', { name: /예약하러 가기|이어서 예약하기/ }));
  await enter.click({ timeout: 30_000 });

  await page.waitForURL(/\/book/);
  await chooseTime(page);
  await page.getByRole('button', { name: '예약 신청' }).click();
  await page.getByText('예약 확정').first().waitFor({ timeout: 15_000 });
  const number = BOOKING_NUMBER.exec((await page.locator('main').textContent()) ?? '')?.[0];

  const { rows } = await house.database.query<{ number: string; state: string }>('SELECT number, state FROM booking');
  expect(rows).toEqual([{ number, state: 'confirmed' }]);

  const delivered = await eventually(async () => {
    const response = await house.fetch(`${house.stack.sandboxUrl}/inbox.json`);
    const { messages } = inboxSchema.parse(await response.json());
    if (messages[0]?.deliveredAt == null) throw new Error('no message delivered yet');
    return messages;
  });
  expect(delivered).toHaveLength(1);
  expect(delivered[0]?.text).toContain(number);

  await page.goto(`${house.stack.gateUrl}/me`);
  await page.getByText(number ?? '').waitFor();
  expect(errors).toEqual([]);
});

test('c02: a device whose clock is hours ahead counts down to the server’s opening and gets nothing before it', async () => {
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 20_000 });
  const context = await browser.newContext(PHONE);
  await context.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + 3 * 3_600_000;
  });
  const page = await context.newPage();
  const joins: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/tickets') && response.status() < 300) joins.push(Date.now());
  });
  await page.goto(`${house.stack.gateUrl}/windows/${id}`);
  await verify(page);
  await page.locator('#sentence', { hasText: '아직 시작하지 않았습니다.' }).waitFor();
  expect(joins).toEqual([]);
  await eventually(() => expect(joins).not.toEqual([]), { timeoutMs: 40_000 });
  expect(Math.min(...joins)).toBeGreaterThanOrEqual(opensAtMs);
  await context.close();
});

test('c03: a script that skips the waiting page finds a booking page that books nothing', async () => {
  const { id } = await scheduleNight(house, { opensInMs: 600_000 });
  const context = await browser.newContext(PHONE);
  await context.addInitScript(() => {
    Object.assign(globalThis, { TS_BYPASS: true });
    localStorage.setItem('TS_BYPASS', 'true');
    sessionStorage.setItem('pass', '{"pass":"forged","expiresAt":"2099-01-01T00:00:00.000Z"}');
  });
  const page = await context.newPage();
  await page.goto(`${house.stack.gateUrl}/windows/${id}`);
  await verify(page);
  await page.goto(`${house.stack.gateUrl}/windows/${id}/book`);
  await page.getByText('먼저 차례를 기다려 주십시오.').waitFor();
  const answers = await page.evaluate(async (windowId) => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the page, which sees nothing of this file
    const post = async (path: string, token: string) => {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1', authorization: `Bearer ${token}` },
        body: JSON.stringify({ slots: ['1'] }),
      });
      const { code }: { code?: string } = await response.json();
      return [response.status, code];
    };
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(`{"aud":"pass","windowId":"${windowId}","number":1}`)}.`;
    return [
      await post('/v1/bookings', unsigned),
      await post('/v1/bookings', 'x'),
      await post('/v1/admissions', unsigned),
    ];
  }, id);
  expect(answers).toEqual([
    [401, 'pass-invalid'],
    [401, 'pass-invalid'],
    [401, 'ticket-invalid'],
  ]);
  await context.close();
});

/** The page as it renews itself, by nothing but its `<meta refresh>`. */
async function untilItSays(page: Page, text: string | RegExp): Promise<void> {
  await eventually(async () => expect(await page.locator('body').innerText()).toMatch(text), { timeoutMs: 40_000 });
}

test('without any script: the countdown, a number by a form, the turn by a page that renews itself, and how to book', async () => {
  const { id } = await scheduleNight(house, { opensInMs: 3_600_000 });
  const page = await browser.newPage({ ...PHONE, javaScriptEnabled: false });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.resourceType()));

  await page.goto(`${house.stack.gateUrl}/windows/${id}/plain`);
  await verify(page);
  await untilItSays(page, '아직 시작하지 않았습니다.');
  expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(1);

  await house.staff.moveWindow(id, new Date(Date.now() + 2_000));
  await page.getByRole('button', { name: '번호 받기' }).click({ timeout: 40_000 });
  await untilItSays(page, /번호\s*1/);
  const enter = page.getByRole('link', { name: '예약하러 가기' });
  await enter.waitFor({ timeout: 40_000 });
  // Choosing a time needs a script: the page says so, and what else there is.
  await untilItSays(page, '1339');
  expect(await enter.getAttribute('href')).toBe(`/windows/${id}/book`);
  expect(requests).not.toContain('script');
});

test('a booking is one trace, from the request to the text message, and nothing of a person is in it', async () => {
  const steps = ['take in', 'wait in queue', 'decide', 'show outcome', 'send message'];
  const { rows } = await house.database.query<{ request_id: string }>('SELECT request_id FROM booking');
  const requestId = rows[0]?.request_id ?? '';
  const told = await eventually(() => {
    const ofRequest = traces.spans.filter(({ facts }) => facts['sunbeon.request'] === requestId);
    expect(ofRequest.map(({ name }) => name).toSorted()).toEqual(steps.toSorted());
    return ofRequest;
  });
  const first = told.find(({ name }) => name === 'take in');
  expect(first).toMatchObject({
    service: 'gate',
    traceId: Buffer.from(requestId.slice(2), 'base64url').toString('hex'),
  });
  expect(first?.parentSpanId).toBeUndefined();
  for (const step of told) {
    if (step === first) continue;
    expect(step).toMatchObject({ traceId: first?.traceId, parentSpanId: first?.spanId });
    expect(step.service).toBe(step.name === 'send message' ? 'notifier' : 'worker');
  }
  const names = new Set(traces.spans.flatMap(({ facts }) => Object.keys(facts)));
  expect([...names].toSorted()).toEqual(
    ['attempts', 'carrier', 'group', 'message', 'outcome', 'request', 'window'].map((fact) => `sunbeon.${fact}`),
  );
});

test('docs/metrics.md names what the parts measure, and nothing else: pnpm generate:metrics', async () => {
  const written = await readFile(fileURLToPath(new URL('../../docs/metrics.md', import.meta.url)), 'utf8');
  expect(await metricsDocument(house.stack)).toBe(written);
});
