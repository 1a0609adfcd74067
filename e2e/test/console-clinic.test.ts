import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MyBookings, myBookingsSchema } from '@sunbeon/core';
import { Keyring, openContact, verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { DESKTOP, openBrowser } from '../browser.ts';
import { aStaffPerson, enterAs } from '../console.ts';
import { citizens, type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';

const TIMES = 5;
const BOOKED = 50;
/** Seats elsewhere: fewer than lose theirs, so that some are offered another and some only keep their right. */
const ELSEWHERE = 30;
const REASON = '정전으로 접종을 할 수 없습니다';
const KOREAN = { ...DESKTOP, locale: 'ko-KR' } as const;
const inboxSchema = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })) });

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ logLevel: 'debug', quietHours: 'none' }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

interface Citizen {
  readonly personKey: string;
  readonly session: string;
}

async function contactOf({ personKey, session }: Citizen): Promise<{ readonly name: string; readonly phone: string }> {
  const { SESSION_KEYS, SEALING_KEYS } = house.stack.secrets;
  const { sealedContact = '' } = verifySession(Keyring.parse(SESSION_KEYS), session) ?? {};
  return openContact(Keyring.parse(SEALING_KEYS), sealedContact, personKey);
}

/** What the person's own page shows. */
async function bookingOf({ session }: Citizen): Promise<MyBookings['bookings'][number] | undefined> {
  const headers = { authorization: `Bearer ${session}` };
  const response = await house.fetch(`${house.stack.gateUrl}/v1/bookings/me`, { headers });
  return myBookingsSchema.parse(await response.json()).bookings[0];
}

/** Everybody has a seat at one site, and there are {@link ELSEWHERE} at another; resolves to the id of the one. */
async function bookAtOneSite(people: readonly Citizen[]): Promise<string> {
  const night = { opensInMs: 500, sites: 2, days: 1, timesPerDay: TIMES, capacity: BOOKED / TIMES };
  const { id } = await scheduleNight(house, night);
  const { rows } = await house.database.query<{ id: string; site: string }>(
    'SELECT id::text, site_id AS site FROM slot WHERE window_id = $1 ORDER BY site_id, id',
    [id],
  );
  const site = rows[0]?.site ?? '';
  await house.database.query('UPDATE slot SET capacity = $3 WHERE window_id = $1 AND site_id <> $2', [
    id,
    site,
    ELSEWHERE / TIMES,
  ]);
  const slots = rows.slice(0, TIMES).map((row) => row.id);
  const states = await Promise.all(
    people.map(async ({ session }, index) => {
      const pass = await passFor(house, id, session);
      const receipt = await house.gate.book(pass, randomUUID(), [slots[index % TIMES] ?? '']);
      if (!receipt.ok) throw new Error(receipt.code);
      return (await outcomeOf(house, pass, receipt.body.requestId)).state;
    }),
  );
  expect(states).toEqual(people.map(() => 'confirmed'));
  return site;
}

async function askToClose(page: Page): Promise<void> {
  await page.getByRole('button', { name: '운영 종료 요청' }).click();
  const panel = page.getByRole('form', { name: '운영 종료 요청' });
  await panel.getByText('예약한 사람은 한 사람도 취소되지 않습니다').waitFor();
  await panel.getByLabel('사유').fill(REASON);
  await panel.getByRole('button', { name: '운영 종료 요청' }).click();
  await page.getByText(`예약 ${BOOKED}건이 우선권을 얻습니다`).waitFor();
}

async function approve(page: Page, siteId: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^승인하기: .*${siteId}`) }).click();
  const panel = page.getByRole('form', { name: '승인하기' });
  await panel.getByText(`예약한 ${BOOKED}명은 취소되지 않습니다`).waitFor();
  await panel.getByRole('button', { name: '승인하기' }).click();
  await panel.waitFor({ state: 'detached' });
}

/** Every text that has reached a phone, by phone. */
async function inbox(): Promise<Map<string, string[]>> {
  const response = await house.fetch(`${house.stack.sandboxUrl}/inbox.json?limit=1000`);
  const texts = new Map<string, string[]>();
  for (const { to, text } of inboxSchema.parse(await response.json()).messages) {
    texts.set(to, [...(texts.get(to) ?? []), text]);
  }
  return texts;
}

async function logs(): Promise<string> {
  const folder = join(house.stack.dataDir, 'logs');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

test('a clinic asks to close its site, an admin approves: fifty people keep a right, thirty are offered a seat, all are told', async () => {
  const people = await citizens(house, BOOKED);
  const siteId = await bookAtOneSite(people);
  const clinic = await aStaffPerson(house, { role: 'clinic', siteId, name: '김의원' });
  const admin = await aStaffPerson(house, { role: 'admin', name: '박관리' });

  const asking = await enterAs(browser, house, clinic, { path: `/clinic/${siteId}/closing`, options: KOREAN });
  await askToClose(asking);
  expect(new Set((await Promise.all(people.map(bookingOf))).map((booking) => booking?.state))).toEqual(
    new Set(['confirmed']),
  );

  const approving = await enterAs(browser, house, admin, { path: '/approvals', options: KOREAN });
  await approve(approving, siteId);
  await asking.getByRole('link', { name: '승인 요청 보기' }).click();
  await asking.getByText(`${BOOKED}명이 우선권을 가지게 되었고`).waitFor();

  const bookings = await eventually(async () => {
    const found = await Promise.all(people.map(bookingOf));
    expect(found.filter((booking) => booking?.offer != null)).toHaveLength(ELSEWHERE);
    return found;
  });
  expect(bookings.map((booking) => booking?.state)).toEqual(people.map(() => 'displaced'));
  const { rows } = await house.database.query('SELECT sum(taken)::int AS taken FROM slot WHERE site_id = $1', [siteId]);
  expect(rows).toEqual([{ taken: 0 }]);

  const contacts = await Promise.all(people.map(contactOf));
  await eventually(async () => {
    const texts = await inbox();
    const told = contacts.filter(({ phone }) => texts.get(phone)?.some((text) => text.includes('우선 예약할 권리')));
    expect(told).toHaveLength(BOOKED);
  });
  const written = await logs();
  const readable = contacts.flatMap(({ name, phone }) => [name, phone, `0${phone.slice(3)}`]);
  expect(readable.filter((secret) => written.includes(secret))).toEqual([]);
});
