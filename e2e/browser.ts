import { findChromium } from '@sunbeon/test-kit';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A Chromium that talks to nobody but the stack. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findChromium();
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}

/** A four-year-old phone, in Korean. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  locale: 'ko-KR',
  timezoneId: 'Asia/Seoul',
} as const;

/** A laptop, in English. */
export const DESKTOP = {
  viewport: { width: 1280, height: 800 },
  locale: 'en-US',
  timezoneId: 'Asia/Seoul',
} as const;

/** Verifies who one is, from a page that asks for it, as the first of the sandbox's people who fits; ends on the page it came from. */
export async function verify(page: Page, who: RegExp = /196[78]-/): Promise<void> {
  const provider = page.locator('.providers a').first();
  const person = page.getByRole('button', { name: who }).first();
  await page
    .getByRole('link', { name: /본인 확인|Verify who you are/ })
    .first()
    .click();
  // Without scripts the providers are on the page itself.
  await provider.or(person).first().waitFor();
  if (await provider.isVisible()) await provider.click();
  await person.click();
}
