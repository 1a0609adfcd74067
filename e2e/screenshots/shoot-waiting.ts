import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type House, scheduleNight } from '../house.ts';
import { walkWaitingStates } from '../pages/waiting-states.ts';
import type { Shot } from './contact-sheet.ts';

/** The first page as it comes, and once somebody asked whether they are eligible; then every state of the waiting page. */
export async function shootWaiting(house: House, browser: Browser, device: BrowserContextOptions): Promise<Shot[]> {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  const shots: Shot[] = [];
  const shoot = async (name: string) => {
    shots.push({ name, png: await page.screenshot({ fullPage: true, animations: 'disabled' }) });
  };
  const { id } = await scheduleNight(house, { opensInMs: 93_600_000 });
  await page.goto(`${house.stack.gateUrl}/`);
  await page.locator(`a[href="/windows/${id}"]`).first().waitFor();
  await shoot('first-page');
  await page.locator('#born').fill('1967-05');
  await page.locator('#born').press('Enter');
  await page.locator('#eligible-answer li').first().waitFor();
  await shoot('am-i-eligible');
  await walkWaitingStates(house, page, shoot);
  await context.close();
  return shots;
}
