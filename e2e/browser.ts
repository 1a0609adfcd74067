import { findChromium } from '@sunbeon/test-kit';
import { type Browser, chromium } from 'playwright-core';

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
