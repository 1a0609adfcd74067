import type { Page } from 'playwright-core';
import type { ConsoleState } from './console-states.ts';

/** The pages on which windows are planned. */
export const windowStates: readonly ConsoleState[] = [
  { name: 'windows', path: () => '/windows', ready: '.bar' },
  { name: 'all windows', path: () => '/windows?view=list', ready: 'tbody tr' },
  {
    name: 'a new window',
    path: () => '/windows/new',
    act: async (page) => {
      await page.getByLabel(/^(?:첫 출생 연도|First year of birth)$/).fill('1968');
      await page.getByLabel(/^(?:마지막 출생 연도|Last year of birth)$/).fill('1970');
      await page.getByLabel(/^(?:캠페인|Campaign)$/).fill('shots');
      await page.locator('.coverage-list li').first().waitFor();
    },
  },
  {
    name: 'a draft',
    path: ({ draftId }) => `/windows/${draftId}`,
    ready: '.check',
    act: async (page) => {
      await lookAsSomebodyInLine(page);
      await page.getByRole('button', { name: /^(?:일정 확정|Schedule)$/ }).click();
    },
  },
  { name: 'the same over days', path: ({ draftId }) => `/windows/${draftId}/copy`, ready: 'tbody tr' },
  {
    name: 'a move that takes two',
    path: ({ windowId }) => `/windows/${windowId}`,
    act: async (page) => {
      await page.getByRole('button', { name: /^(?:시작 시각 옮기기|Move the opening)$/ }).click();
      await page.getByLabel(/^(?:새 시작 시각|New opening)$/).fill(inAnHour());
      await page.locator('.by-two').waitFor();
    },
  },
];

/** Six minutes after the opening, with people ahead. */
async function lookAsSomebodyInLine(page: Page): Promise<void> {
  const moment = page.getByLabel(/^(?:보는 순간|Moment)$/);
  const opens = (await moment.inputValue()).slice(0, 10);
  await moment.fill(`${opens}T20:06`);
  await page.getByLabel(/^(?:보는 사람|Who looks)$/).selectOption('in-line');
  await page.frameLocator('iframe.phone').locator('#figure-value').waitFor();
}

/** As a native input takes it, in Seoul. */
function inAnHour(): string {
  const SEOUL_MS = 9 * 3_600_000;
  return new Date(Date.now() + SEOUL_MS + 3_600_000).toISOString().slice(0, 16);
}
