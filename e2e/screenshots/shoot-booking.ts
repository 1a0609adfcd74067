import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { House } from '../house.ts';
import { walkBookingStates } from '../pages/booking-states.ts';
import { walkMyBookingStates } from '../pages/my-booking-states.ts';
import type { Shot } from './contact-sheet.ts';

/** Every state of the booking page. */
export async function shootBooking(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  await walkBookingStates(house, browser, device, async (name, page) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true, animations: 'disabled' }) });
  });
  return shots;
}

/** Every state of one's bookings. */
export async function shootMyBookings(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  await walkMyBookingStates(house, browser, device, async (name, page) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true, animations: 'disabled' }) });
  });
  return shots;
}
