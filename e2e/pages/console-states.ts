import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { enterAs } from '../console.ts';
import type { House } from '../house.ts';
import { bookingListStates, deskStates } from './call-states.ts';
import { clinicStates } from './clinic-states.ts';
import { beginConsoleNight, type ConsoleNight } from './console-night.ts';
import { fileStates } from './file-states.ts';
import { nightStates } from './night-states.ts';
import { trailStates } from './trail-states.ts';
import { windowStates } from './window-states.ts';

/** A page of the console as it is shown to somebody. */
export interface ConsoleState {
  readonly name: string;
  readonly path: (night: ConsoleNight) => string;
  /** Something on the page that is there once it is whole, as a selector; else its heading is. */
  readonly ready?: string;
  /** Shown to a member of a clinic instead of an admin. */
  readonly isClinic?: boolean;
  /** What is done on the page before it is looked at. */
  readonly act?: (page: Page, night: ConsoleNight) => Promise<void>;
}

/** Every page of the console, in the order of a working day. */
const states: readonly ConsoleState[] = [
  ...nightStates,
  ...windowStates,
  ...clinicStates,
  ...deskStates,
  ...bookingListStates,
  ...fileStates,
  ...trailStates,
  { name: 'login', path: () => '/login?back=%2Fnight' },
  { name: 'invitation', path: ({ invitation }) => `/invitation#${invitation}`, ready: '.qr' },
  { name: 'staff', path: () => '/staff', ready: 'tbody tr' },
  {
    name: 'account of somebody',
    path: ({ invitedId }) => `/staff/${invitedId}`,
    act: async (page) => {
      await page.getByRole('button', { name: /^(?:계정 중지|Disable the account)$/ }).click();
    },
  },
  { name: 'my account', path: () => '/account', ready: 'tbody tr' },
];

/** Leads through the pages of the console on one device. */
export async function walkConsoleStates(
  house: House,
  browser: Browser,
  device: BrowserContextOptions,
  seen: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const night = await beginConsoleNight(house);
  for (const { name, path, ready = 'h1', isClinic = false, act } of states) {
    const page = await enterAs(browser, house, isClinic ? night.clinic : night.admin, {
      path: path(night),
      options: device,
    });
    // An option of a list counts as hidden until the list is opened.
    await page.locator(ready).first().waitFor({ state: 'attached' });
    await act?.(page, night);
    await seen(name, page);
    await page.context().close();
  }
}
