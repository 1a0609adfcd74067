import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll, smallTargets } from '../accessibility.ts';
import { openBrowser, PHONE } from '../browser.ts';
import { type House, openHouse } from '../house.ts';
import { type WaitingState, waitingStates, walkWaitingStates } from '../pages/waiting-states.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  house = await openHouse();
  browser = await openBrowser();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
}, 60_000);

test('every state has a sentence of its own and no barriers', async () => {
  const page = await browser.newPage(PHONE);
  const sentences = new Map<WaitingState, string>();
  const barriers: string[] = [];
  await walkWaitingStates(house, page, async (state) => {
    sentences.set(state, await page.locator('#sentence').innerText());
    barriers.push(...(await barriersOn(page)).map((barrier) => `${state}: ${barrier}`));
  });
  expect([...sentences.keys()]).toEqual(waitingStates);
  expect(barriers).toEqual([]);
}, 240_000);

async function barriersOn(page: Page): Promise<string[]> {
  const wide = await sidewaysScroll(page);
  return [
    ...(await accessibilityFindings(page)),
    ...(await smallTargets(page)),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ];
}
