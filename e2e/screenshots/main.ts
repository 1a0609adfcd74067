import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { eventually } from '@sunbeon/test-kit';
import type { Page } from 'playwright-core';
import { openBrowser, PHONE, verify } from '../browser.ts';
import { citizens, type House, openHouse } from '../house.ts';

/** Takes the pictures of the README and the docs, on a stack of its own: `pnpm screenshots`. */

const FOLDER = join(repositoryRoot, 'docs', 'screenshots');
const DESKTOP = { viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'Asia/Seoul' } as const;
const OPENS_IN_MS = 12_000;
const AHEAD = 60;
/** Slow enough for a line to be seen. */
const PER_SECOND = 4;

async function takeAll(house: House): Promise<void> {
  await using browser = await openBrowser();
  const id = await scheduleSlowWindow(house);
  const page = await browser.newPage(PHONE);
  const shoot = async (name: string) => {
    await page.screenshot({ path: join(FOLDER, `${name}-phone-ko.png`), animations: 'disabled' });
    process.stdout.write(`${name}\n`);
  };
  await page.goto(`${house.stack.gateUrl}/`);
  await page.getByRole('link', { name: '대기 화면으로' }).waitFor();
  await shoot('windows');
  await page.goto(`${house.stack.gateUrl}/windows/${id}`);
  await letCrowdJoin(house, id);
  await verify(page);
  await page.locator('main[data-state=waiting]').waitFor({ timeout: 60_000 });
  await page.locator('#facts', { hasText: '예상 시각' }).waitFor();
  await shoot('waiting');
  await page.locator('#enter').waitFor({ timeout: 90_000 });
  await shoot('turn');
  await book(page, shoot);
  const desktop = await browser.newPage(DESKTOP);
  await desktop.goto(`${house.stack.gateUrl}/windows/${id}`);
  await desktop.locator('main[data-state=verify]').waitFor();
  await desktop.screenshot({ path: join(FOLDER, 'waiting-desktop-en.png') });
}

async function book(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.locator('#enter').click();
  await page.locator('.chips button').first().click();
  await page.locator('.districts button').first().click();
  await page.locator('.slots button').first().click();
  await shoot('times');
  await page.locator('a[href="#review"]').click();
  await shoot('review');
  await page.locator('#submit').click();
  await page.locator('.booking-number').waitFor();
  await shoot('booked');
}

async function scheduleSlowWindow({ staff }: House): Promise<string> {
  const opensAtMs = Date.now() + OPENS_IN_MS;
  const { id } = await staff.createWindow({
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + 72_000_000).toISOString(),
    maxPerSecond: PER_SECOND,
  });
  await staff.generateSlots(id, { sites: 101, days: 5, timesPerDay: 12, capacity: 7 });
  return id;
}

/** Lets a crowd join first, once the window is open. */
async function letCrowdJoin(house: House, id: string): Promise<void> {
  const crowd = await citizens(house, AHEAD);
  for (const { session } of crowd) {
    await eventually(
      async () => {
        const answer = await house.gate.join(id, session);
        if (!answer.ok) throw new Error(answer.code);
      },
      { timeoutMs: 30_000 },
    );
  }
}

await mkdir(FOLDER, { recursive: true });
await using house = await openHouse();
await takeAll(house);
