import type { Page } from 'playwright-core';
import type { ConsoleNight } from './console-night.ts';
import type { ConsoleState } from './console-states.ts';

/** The clinic asks for its own closing; asked for again, it is the same request. */
async function askToClose(page: Page, { clinic, siteId, windowId }: ConsoleNight): Promise<void> {
  const asked = await fetch(new URL(`/v1/staff/sites/${siteId}/close`, page.url()), {
    method: 'POST',
    headers: { authorization: `Bearer ${clinic.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ window: windowId, reason: '의료진 사정으로 휴진합니다' }),
  });
  if (asked.status !== 202) throw new Error(`the closing was answered ${asked.status}`);
  await page.reload();
  await page.locator('.approval').first().waitFor();
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();

/** What takes two people, and the audit trail. */
export const trailStates: readonly ConsoleState[] = [
  { name: 'approvals', path: () => '/approvals', act: askToClose },
  {
    name: 'approving',
    path: () => '/approvals',
    act: async (page, night) => {
      await askToClose(page, night);
      await press(page, /^(?:승인하기|Approve): /);
      await page.locator('form.confirm').waitFor();
    },
  },
  { name: 'audit trail', path: () => '/audit', ready: 'tbody tr' },
  {
    name: 'audit trail, an entry',
    path: () => '/audit',
    ready: 'tbody tr',
    act: async (page) => {
      await page.locator('button.opener').first().click();
      await page.locator('summary').first().click();
      await press(page, /^(?:검증하기|Verify)$/);
      await page.locator('output.done').first().waitFor();
    },
  },
];
