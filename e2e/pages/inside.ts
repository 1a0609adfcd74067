import type { AdmissionGrant } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { House } from '../house.ts';

/** Who books on a device, in which window, and by which consent if for somebody else. */
interface Visitor {
  readonly windowId: string;
  readonly session: string;
  readonly consentId?: string;
}

/** Joins as soon as the window is open, waits to be called and goes in. */
async function admissionFor({ gate }: House, visitor: Visitor): Promise<AdmissionGrant> {
  const { ticket } = await eventually(async () => {
    const joined = await gate.join(visitor.windowId, visitor.session, visitor.consentId);
    if (!joined.ok) throw new Error(`could not join: ${joined.code}`);
    return joined.body;
  });
  return eventually(async () => {
    const claimed = await gate.claim(ticket);
    if (!claimed.ok) throw new Error(`not admitted: ${claimed.code}`);
    return claimed.body;
  });
}

/** The booking page on a device of its own, as the waiting page leads there. */
export async function bookingPage(
  house: House,
  browser: Browser,
  options: BrowserContextOptions,
  visitor: Visitor,
): Promise<Page> {
  const { windowId, session, consentId } = visitor;
  const grant = await admissionFor(house, visitor);
  const context = await browser.newContext(options);
  await context.addCookies([{ name: 'sunbeon_session', value: session, url: house.stack.gateUrl }]);
  const page = await context.newPage();
  const forWhom = consentId === undefined ? '' : `?for=${consentId}`;
  await page.goto(`${house.stack.gateUrl}/windows/${windowId}/book${forWhom}`);
  await page.evaluate(
    ([name, value]) => sessionStorage.setItem(name ?? '', value ?? ''),
    [['sunbeon.pass', windowId, ...(consentId === undefined ? [] : [consentId])].join('.'), JSON.stringify(grant)],
  );
  await page.reload();
  return page;
}
