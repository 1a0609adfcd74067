import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type House, scheduleNight } from '../house.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';

export type Seen = (name: string, page: Page) => Promise<void>;

/** Leads through the states of the pages around the line: who verifies, the family on two devices, how it works, one's own data. */
export async function walkFamilyStates(
  house: House,
  browser: Browser,
  device: BrowserContextOptions,
  seen: Seen,
): Promise<void> {
  const { id } = await scheduleNight(house, { opensInMs: 1_000 });
  const [child, mother, father] = await peopleOnRoll(house, id, 3);
  if (!(child && mother && father)) throw new Error('nobody is on the roll');
  const open = async (path: string, person?: PersonOnRoll): Promise<Page> => {
    const context = await browser.newContext(device);
    const { gateUrl: url } = house.stack;
    if (person) await context.addCookies([{ name: 'sunbeon_session', value: person.session, url }]);
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    return page;
  };

  const stranger = await open('/verify?returnTo=/family');
  await stranger.locator('.light').first().waitFor();
  await seen('verify', stranger);
  const his = await open('/family', child);
  await walkConsent(his, await open('/family', mother), mother, seen);
  await walkCode(his, father, seen);
  await his.goto(`${house.stack.gateUrl}/verify`);
  await his.locator('[data-key=end-here]').waitFor();
  await seen('verified', his);

  const hers = await open('/me/data', mother);
  await hers.locator('#erasure').waitFor();
  await seen('my-data', hers);
  const trust = await open('/trust');
  await trust.locator('.figures').first().waitFor();
  await seen('trust', trust);
  for (const context of browser.contexts()) await context.close();
}

async function invite(page: Page, { caller }: PersonOnRoll, way: 'verification' | 'code'): Promise<void> {
  await page.locator('#name').fill(caller.name);
  await page.locator('#birthDate').fill(caller.birthDate);
  await page.locator('#phone').fill(caller.phone);
  await page.locator(`[data-key="way ${way}"]`).check();
  await page.locator('[data-key=ask]').click();
}

async function walkConsent(his: Page, hers: Page, mother: PersonOnRoll, seen: Seen): Promise<void> {
  await his.locator('#name').waitFor();
  await his.locator('[data-key=ask]').click();
  await seen('invite-problems', his);
  await invite(his, mother, 'verification');
  await his.locator('.reference').waitFor();
  await seen('asked', his);
  await hers.reload();
  const give = hers.locator('[data-key^="give "]');
  await give.waitFor();
  await seen('request', hers);
  await give.click();
  await hers.locator('[data-key^="stop "]').click();
  await seen('withdraw', hers);
  await his.locator('.actions a.button').first().waitFor();
  await seen('may-act', his);
}

async function walkCode(his: Page, father: PersonOnRoll, seen: Seen): Promise<void> {
  await his.locator('[data-key="fold invitation"]').click();
  await invite(his, father, 'code');
  const code = his.locator('input[id^=code-]');
  await code.fill('000000');
  await his.locator('[data-key^="check "]').click();
  await his.locator('.problem').waitFor();
  await seen('code-wrong', his);
}
