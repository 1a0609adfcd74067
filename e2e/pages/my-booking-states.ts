import { randomUUID } from 'node:crypto';
import type { BookingView } from '@sunbeon/core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { citizens, type House, outcomeOf, passFor, scheduleNight } from '../house.ts';

/** Every state of one's bookings, in an order in which one leads to the next. */
export const myBookingStates = [
  'nobody',
  'confirmed',
  'move',
  'move-chosen',
  'move-full',
  'moved',
  'question',
  'offer',
  'offer-taken',
  'cancelled',
] as const;
export type MyBookingState = (typeof myBookingStates)[number];

const PATIENT = { timeout: 30_000 };

/** Leads somebody who has booked through every state; `seen` is called in each, and may look at anything but leave the page as it is. */
export async function walkMyBookingStates(
  house: House,
  browser: Browser,
  device: BrowserContextOptions,
  seen: (state: MyBookingState, page: Page) => Promise<void>,
): Promise<void> {
  const { id } = await scheduleNight(house, { opensInMs: 1_000, sites: 1, days: 1, timesPerDay: 8, capacity: 1 });
  const listed = await house.gate.slots(id);
  const slots = listed.ok ? listed.body.slots.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)) : [];
  const [person, rival] = await citizens(house, 2);
  if (!person || !rival) throw new Error('nobody was minted');
  const take = (session: string, slot: number) => bookedBy(house, id, session, slots[slot]?.id ?? '');
  await take(person.session, 0);

  const context = await browser.newContext(device);
  const page = await context.newPage();
  await page.goto(`${house.stack.gateUrl}/me`);
  await page.locator('#person a').first().waitFor(PATIENT);
  await seen('nobody', page);
  await context.addCookies([{ name: 'sunbeon_session', value: person.session, url: house.stack.gateUrl }]);
  await page.reload();
  await page.getByText(/도착했습니다|has reached/).waitFor(PATIENT);
  await seen('confirmed', page);

  await page.locator('a[href^="#move="]').click();
  await page.locator('.slots button').first().waitFor(PATIENT);
  await seen('move', page);
  await page.locator('.slots button').nth(1).click();
  await seen('move-chosen', page);
  await take(rival.session, 2);
  await page.locator('#move-here').click();
  await page.locator('.move-confirm .alternatives').waitFor(PATIENT);
  await seen('move-full', page);
  await page.locator('.move-confirm .alternatives button').first().click();
  await page.locator('.note').waitFor(PATIENT);
  await seen('moved', page);
  await page.getByRole('button', { name: /예약 취소|Cancel this/ }).click();
  await seen('question', page);
  await page.getByRole('button', { name: /아니요|No, keep/ }).click();
  await walkEnds(house, page, id, seen);
  await context.close();
}

/** The clinic closes, a place is offered and taken, and in the end the booking is cancelled. */
async function walkEnds(
  house: House,
  page: Page,
  windowId: string,
  seen: (state: MyBookingState, page: Page) => Promise<void>,
): Promise<void> {
  const { rows } = await house.database.query<{ slot_id: string }>(
    `SELECT slot_id::text FROM booking WHERE number = $1 AND window_id = $2`,
    [await page.locator('.booking-number').textContent(), windowId],
  );
  await house.staff.closeSlots([rows[0]?.slot_id ?? ''], '병원 휴진');
  await page.reload();
  await page.locator('.offer').waitFor(PATIENT);
  await seen('offer', page);
  await page.getByRole('button', { name: /이 시간으로 하기|Take this time/ }).click();
  await page.locator('.note').waitFor(PATIENT);
  await seen('offer-taken', page);
  await page.getByRole('button', { name: /예약 취소|Cancel this/ }).click();
  await page.getByRole('button', { name: /예, 취소|Yes, cancel/ }).click();
  await page.locator('.booking-cancelled').waitFor(PATIENT);
  await seen('cancelled', page);
}

async function bookedBy(house: House, windowId: string, session: string, slot: string): Promise<BookingView> {
  const pass = await passFor(house, windowId, session);
  const receipt = await house.gate.book(pass, randomUUID(), [slot]);
  if (!receipt.ok) throw new Error(receipt.code);
  const { booking } = await outcomeOf(house, pass, receipt.body.requestId);
  if (!booking) throw new Error('not booked');
  return booking;
}
