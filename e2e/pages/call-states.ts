import type { Caller } from '@sunbeon/core';
import type { Page } from 'playwright-core';
import type { ConsoleState } from './console-states.ts';

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();

async function find(page: Page, { name, birthDate, phone }: Caller): Promise<void> {
  const fields = page.locator('form.form input:not([type=radio])');
  for (const [turn, text] of [name, birthDate, phone, '예약을 도와 달라고 함'].entries())
    await fields.nth(turn).fill(text);
  await press(page, /^(?:찾기|Find)$/);
  await page.locator('.call-bar').waitFor();
}

async function takeSeat(page: Page, caller: Caller): Promise<void> {
  await find(page, caller);
  await press(page, /^(?:자리 잡기|Take a seat)$/);
  await press(page, /고르기$|^Choose /);
  await press(page, /고르기$|^Choose /);
}

/** The desk of agents, through one call. */
export const deskStates: readonly ConsoleState[] = [
  { name: 'calls', path: () => '/desk', ready: '.form' },
  { name: 'a caller', path: () => '/desk', ready: '.form', act: (page, { caller }) => find(page, caller) },
  {
    name: 'a seat for a caller',
    path: () => '/desk',
    ready: '.form',
    act: (page, { caller }) => takeSeat(page, caller),
  },
  {
    name: 'booked for a caller',
    path: () => '/desk',
    ready: '.form',
    act: async (page, { caller }) => {
      await takeSeat(page, caller);
      await press(page, /^(?:예약하기|Book)$/);
      await page.locator('.booking-confirmed').waitFor();
      await press(page, /^(?:시간 바꾸기|Move): /);
      await page.locator('.confirm tbody tr').first().waitFor();
    },
  },
];

/** The list of bookings, and one of them. */
export const bookingListStates: readonly ConsoleState[] = [
  { name: 'bookings', path: () => '/bookings', ready: 'tbody tr' },
  {
    name: 'one booking',
    path: () => '/bookings',
    ready: 'tbody tr',
    act: async (page) => {
      await page.locator('.opener').first().click();
      await page.locator('dl.facts').waitFor();
    },
  },
];
