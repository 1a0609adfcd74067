import type { Page } from 'playwright-core';
import type { ConsoleState } from './console-states.ts';

/** Some slots, and lines that make none. Each time there are more doses, so that there is something to change. */
const slotsFile = (doses: number) =>
  [
    'site_id,starts_at,product,capacity',
    `h001,2027-03-02T09:00:00+09:00,mRNA,${doses}`,
    `h001,2027-03-02T09:30:00+09:00,mRNA,${doses}`,
    'h002,2027-03-02T09:00:00+09:00,mRNA,-5',
    'h001,2027-03-02T09:00:00+09:00,mRNA,30',
    'h999,2027-03-02T09:00:00+09:00,mRNA,20',
    'h002,2027-03-02T09:00:00+09:00,=1+1,20',
  ].join('\n');
let capacity = 20;

async function readAhead(page: Page): Promise<void> {
  await page.getByLabel(/^(?:예약 창|Window)$/).selectOption({ index: 1 });
  capacity += 1;
  const file = { name: 'slots.csv', mimeType: 'text/csv', buffer: Buffer.from(slotsFile(capacity)) };
  await page.getByLabel(/^(?:CSV 파일|CSV file)$/).setInputFiles(file);
  await page.getByRole('button', { name: /^(?:미리 보기|Preview)$/ }).click();
  await page.getByRole('button', { name: /^(?:이대로 올리기|Import it)$/ }).waitFor();
  await page.locator('.import tbody tr').first().waitFor();
}

/** Files that are taken in, and given out. */
export const fileStates: readonly ConsoleState[] = [
  { name: 'files', path: () => '/data', ready: 'input[type=file]' },
  { name: 'file read ahead', path: () => '/data', act: readAhead },
  {
    name: 'file imported',
    path: () => '/data',
    act: async (page) => {
      await readAhead(page);
      await page.getByRole('button', { name: /^(?:이대로 올리기|Import it)$/ }).click();
      await page.locator('output.done').waitFor();
    },
  },
  {
    name: 'exported',
    path: () => '/data/export',
    act: async (page) => {
      await page.getByLabel(/^(?:사유|Reason)$/).fill('Supplies');
      await page.getByRole('button', { name: /^(?:내려받기|Download)$/ }).click();
      await page.locator('output.done').waitFor();
    },
  },
  {
    name: 'approval asked for an export of people',
    path: () => '/data/export',
    act: async (page) => {
      await page.getByLabel(/^(?:예약자|People) /).check();
      await page.getByLabel(/^(?:사유|Reason)$/).fill('Compared with the roll');
      await page.getByRole('button', { name: /^(?:승인 요청|Ask for approval)$/ }).click();
      await page.locator('.asked li').first().waitFor();
    },
  },
];
