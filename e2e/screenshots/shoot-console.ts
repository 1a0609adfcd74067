import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { House } from '../house.ts';
import { walkConsoleStates } from '../pages/console-states.ts';
import type { Shot } from './contact-sheet.ts';

/** What is further down says no more about a page. */
const MOST_HEIGHT_PX = 1_500;

/** Every page of the console. */
export async function shootConsole(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const shots: Shot[] = [];
  await walkConsoleStates(house, browser, device, async (name, page) => {
    const { width, height } = await page.evaluate(() => ({
      width: document.documentElement.clientWidth,
      height: document.documentElement.scrollHeight,
    }));
    const clip = { x: 0, y: 0, width, height: Math.min(height, MOST_HEIGHT_PX) };
    shots.push({ name, png: await page.screenshot({ fullPage: true, clip, animations: 'disabled' }) });
  });
  return shots;
}
