import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { House } from '../house.ts';
import { walkConsoleStates } from '../pages/console-states.ts';
import type { Shot } from './contact-sheet.ts';

/** Every page of the console. */
export async function shootConsole(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  await walkConsoleStates(house, browser, device, async (name, page) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true, animations: 'disabled' }) });
  });
  return shots;
}
