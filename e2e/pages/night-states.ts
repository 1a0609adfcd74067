import type { NightMinute, NightMinutes } from '@sunbeon/core';
import type { Page } from 'playwright-core';
import type { ConsoleState } from './console-states.ts';

const MINUTES = 40;
const MINUTE_MS = 60_000;

/** The pages on which a night is watched and run. */
export const nightStates: readonly ConsoleState[] = [
  { name: 'the night', path: () => '/night', ready: '.big', act: showAnHour },
  {
    name: 'a pace before it is set',
    path: () => '/night',
    ready: '.big',
    act: async (page) => {
      await page.keyboard.press('s');
      await page.getByLabel(/^(?:동시에 예약하는 사람|People booking at a time)$/).fill('800');
    },
  },
  {
    name: 'a closing before it is done',
    path: () => '/night',
    ready: '.big',
    act: async (page) => {
      await page.keyboard.press('c');
      await page.locator('.confirm').waitFor();
    },
  },
  { name: 'the wall', path: () => '/wall', ready: '.wall-foot' },
];

/** A stack that has just begun has noted no minutes yet: the charts are drawn from made-up ones. */
async function showAnHour(page: Page): Promise<void> {
  await page.route('**/minutes', async (route) => {
    await route.fulfill({ json: anHour(Date.now()) });
  });
  await page.reload();
  await page.locator('.plot canvas').first().waitFor();
}

function anHour(nowMs: number): NightMinutes {
  const minutes = Array.from({ length: MINUTES }, (_, index): NightMinute => {
    const called = Math.round(900 + 120 * Math.sin(index / 4));
    return {
      at: new Date(nowMs - (MINUTES - index) * MINUTE_MS).toISOString(),
      waiting: Math.round(31_000 * Math.exp(-index / 14)),
      called,
      admitted: Math.round(called * 0.82),
      booked: Math.round(called * 0.7),
      refused: Math.round(20 + index * 2),
    };
  });
  return { id: 'w-shown', serverTime: new Date(nowMs).toISOString(), minutes };
}
