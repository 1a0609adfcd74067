import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingView, type MyBookings, myBookingsSchema } from '@sunbeon/core';
import { Keyring, openContact, verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser, PHONE } from '../browser.ts';
import { citizens, type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });
const REASON = '본인 전화';
/** Below what one person may ask of one gate in ten seconds. */
const POSTS = 12;

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

interface Citizen {
  readonly personKey: string;
  readonly session: string;
}

/** What the person's own list says. */
async function bookingsOf({ session }: Citizen): Promise<MyBookings['bookings']> {
  const headers = { authorization: `Bearer ${session}` };
  const response = await house.fetch(`${house.stack.gateUrl}/v1/bookings/me`, { headers });
  return myBookingsSchema.parse(await response.json()).bookings;
}

/** Their page on a device of its own. */
async function pageOf({ session }: Citizen): Promise<Page> {
  const context = await browser.newContext(PHONE);
  await context.addCookies([{ name: 'sunbeon_session', value: session, url: house.stack.gateUrl }]);
  const page = await context.newPage();
  await page.goto(`${house.stack.gateUrl}/me`);
  return page;
}

async function phoneOf({ personKey, session }: Citizen): Promise<string> {
  const { SESSION_KEYS, SEALING_KEYS } = house.stack.secrets;
  const { sealedContact = '' } = verifySession(Keyring.parse(SESSION_KEYS), session) ?? {};
  return (await openContact(Keyring.parse(SEALING_KEYS), sealedContact, personKey)).phone;
}

async function smsWith(text: string): Promise<string> {
  return eventually(async () => {
    const response = await house.fetch(`${house.stack.sandboxUrl}/inbox.json?limit=1000`);
    const { messages } = inboxSchema.parse(await response.json());
    const found = messages.find((message) => message.text.includes(text));
    if (!found) throw new Error('no such message yet');
    return found.text;
  });
}

interface Inside {
  readonly citizen: Citizen;
  readonly windowId: string;
  readonly siteId: string;
  readonly pass: string;
  readonly slots: readonly string[];
}

/** A citizen who is in, in a window that has just opened, and its slots by time. */
async function someoneInside(): Promise<Inside> {
  const night = await scheduleNight(house, { opensInMs: 1_500, sites: 1, days: 1, timesPerDay: 3, capacity: 1 });
  const [citizen] = await citizens(house, 1);
  if (!citizen) throw new Error('nobody');
  const answer = await house.gate.slots(night.id);
  const slots = answer.ok ? answer.body.slots.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)) : [];
  await eventually(() => expect(Date.now()).toBeGreaterThan(night.opensAtMs));
  const pass = await passFor(house, night.id, citizen.session);
  const siteId = slots[0]?.siteId ?? '';
  return { citizen, windowId: night.id, siteId, pass, slots: slots.map(({ id }) => id) };
}

async function bookedBy(pass: string, slot: string): Promise<BookingView> {
  const receipt = await house.gate.book(pass, randomUUID(), [slot]);
  if (!receipt.ok) throw new Error(receipt.code);
  const { booking } = await outcomeOf(house, pass, receipt.body.requestId);
  if (!booking) throw new Error('not booked');
  return booking;
}

test('c10: "did it work?": within a second of the commit, and the same on every device and to the agent on the phone', async () => {
  const { citizen, pass, slots } = await someoneInside();
  const key = randomUUID();
  const post = async () => {
    const response = await house.fetch(`${house.stack.gateUrl}/v1/bookings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${pass}`, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ slots }),
    });
    return { status: response.status, body: await response.text() };
  };
  const answers = await Promise.all(Array.from({ length: POSTS }, post));
  const taken = answers.filter(({ status }) => status === 202);
  expect([202, 409]).toEqual(expect.arrayContaining([...new Set(answers.map(({ status }) => status))]));
  expect(new Set(taken.map(({ body }) => body)).size).toBe(1);

  const { requestId = '' }: { requestId?: string } = JSON.parse(taken[0]?.body ?? '{}');
  const seenAtMs = await eventually(async () => {
    const answer = await house.gate.bookingRequest(pass, requestId);
    if (!answer.ok || answer.body.state !== 'confirmed') throw new Error('no outcome yet');
    return Date.now();
  });
  const { rows } = await house.database.query<{ number: string; booked_at: Date }>(
    'SELECT number, booked_at FROM booking WHERE person_key = $1',
    [citizen.personKey],
  );
  expect(rows).toHaveLength(1);
  const [{ number, booked_at: bookedAt } = { number: '', booked_at: new Date(0) }] = rows;
  expect(seenAtMs - bookedAt.getTime()).toBeLessThan(1_000);

  const delivered = await eventually(async () => {
    const mine = await bookingsOf(citizen);
    expect(mine).toMatchObject([{ number, state: 'confirmed', message: 'delivered' }]);
    return mine;
  });
  const bySession = await house.gate.bookingRequest(citizen.session, requestId);
  expect(bySession).toMatchObject({ ok: true, body: { state: 'confirmed', booking: { number } } });
  const toAgent = await house.staff.findBookings({ number }, REASON);
  expect(toAgent).toEqual(delivered.map((booking) => ({ ...booking, version: 1 })));
  expect(await house.staff.findBookings({ phone: await phoneOf(citizen) }, REASON)).toEqual(toAgent);

  for (const device of [await pageOf(citizen), await pageOf(citizen)]) {
    await device.getByText(number).waitFor();
    await device.getByText('휴대전화에 도착했습니다').waitFor();
    await device.reload();
    await device.getByText('예약 확정').waitFor();
    expect(await device.locator('.booking-number').textContent()).toBe(number);
    await device.context().close();
  }
  expect(await smsWith(number)).toContain(number);
});

test('who cancels on their page, by keyboard, keeps their number and books again', async () => {
  const { citizen, windowId, pass, slots } = await someoneInside();
  const booking = await bookedBy(pass, slots[0] ?? '');
  const page = await pageOf(citizen);
  await page.getByRole('button', { name: '예약 취소' }).press('Enter');
  await page.getByText('이 예약을 취소하시겠습니까?').waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('question');
  await page.getByRole('button', { name: '아니요' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('예약 취소');
  await page.keyboard.press('Enter');
  for (const button of await page.getByRole('button').all()) {
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await page.getByRole('button', { name: '예, 취소합니다' }).press('Enter');
  await page.getByText('예약을 취소했습니다.').waitFor();
  await page.getByText('취소됨').waitFor();
  expect(await bookingsOf(citizen)).toMatchObject([{ id: booking.id, state: 'cancelled' }]);

  await page.getByRole('link', { name: '다시 예약하기' }).click();
  await page.waitForURL(`**/windows/${windowId}`);
  await page.context().close();
  const again = await bookedBy(await passFor(house, windowId, citizen.session), slots[1] ?? '');
  expect(again).toMatchObject({ state: 'confirmed', slotId: slots[1] });
  const { rows } = await house.database.query('SELECT taken FROM slot WHERE window_id = $1 ORDER BY starts_at', [
    windowId,
  ]);
  expect(rows).toEqual([{ taken: 0 }, { taken: 1 }, { taken: 0 }]);
});

test('c06, c17: whose slot is closed reads the truth, takes the place kept for them, and has it in a message', async () => {
  const { citizen, pass, slots, windowId, siteId } = await someoneInside();
  const { id, number } = await bookedBy(pass, slots[0] ?? '');
  const page = await pageOf(citizen);
  await page.getByText('예약 확정').waitFor();
  expect(await house.staff.closeSlots([slots[0] ?? ''], '병원 휴진')).toEqual({ slots: 1, displaced: 1, offered: 1 });
  await page.reload();
  await page.getByText('시간을 다시 정해야 합니다').waitFor();
  await page.getByText('먼저 예약할 권리가 있습니다').waitFor();
  expect(await house.staff.findBookings({ number }, REASON)).toMatchObject([{ state: 'displaced' }]);
  await page.getByRole('button', { name: '이 시간으로 하기' }).click();
  await page.getByText('새 시간으로 예약되었습니다.').waitFor();
  await page.getByText('예약 확정').waitFor();
  expect(await bookingsOf(citizen)).toMatchObject([{ number, state: 'confirmed', slotId: slots[1] }]);
  expect(await smsWith('변경되었습니다')).toContain(number);

  const { staff } = house;
  expect(await staff.moveBooking(id, slots[2] ?? '', REASON)).toMatchObject({ slotId: slots[2], number });
  expect(await staff.cancelBooking(id, REASON)).toMatchObject({ state: 'cancelled', number });
  expect(await bookingsOf(citizen)).toMatchObject([{ id, state: 'cancelled' }]);
  const closed = await staff.closeSite(siteId, { window: windowId, reason: '병원 휴진' });
  expect(closed).toEqual({ slots: 2, displaced: 0, offered: 0 });
  expect(await staff.failedMessages(5)).toEqual([]);
  expect(await staff.requeueMessages(['999999999'])).toEqual({ messages: [] });
  await page.context().close();
});
