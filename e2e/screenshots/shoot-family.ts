import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { House } from '../house.ts';
import { walkFamilyStates } from '../pages/family-states.ts';
import type { Shot } from './contact-sheet.ts';

/** Every state of the pages around the line: verification, family, one's own data, how it works. */
export async function shootFamily(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  await walkFamilyStates(house, browser, device, async (name, page) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true, animations: 'disabled' }) });
  });
  return shots;
}
