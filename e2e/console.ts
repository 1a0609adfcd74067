import { randomBytes } from 'node:crypto';
import type { StaffMember, StaffRole } from '@sunbeon/core';
import type { StaffApi } from '@sunbeon/scripts';
import { TOTP } from 'otpauth';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll } from './accessibility.ts';
import { DESKTOP } from './browser.ts';
import type { House } from './house.ts';

const STEP_MS = 30_000;

/** Somebody who works here, with everything they log in by. */
export interface StaffPerson {
  readonly member: StaffMember;
  readonly password: string;
  /** What is in their authenticator app. */
  readonly secret: string;
  /** A session they have already, for calls beside the pages: `Authorization: Bearer …`. */
  readonly token: string;
}

export interface NewStaff {
  readonly role: StaffRole;
  readonly login?: string;
  readonly name?: string;
  /** The site of a clinic. */
  readonly siteId?: string;
}

/** A member of staff who has taken up an invitation. */
export async function aStaffPerson({ staff }: Pick<House, 'staff'>, wanted: NewStaff): Promise<StaffPerson> {
  const { role, name = '홍길동', siteId = null } = wanted;
  const login = wanted.login ?? `${role}-${randomBytes(3).toString('hex')}`;
  const { invitation } = await staff.accounts.invite({ login, name, role, siteId });
  return takeUp(staff, invitation.token);
}

async function takeUp(staff: StaffApi, invitation: string): Promise<StaffPerson> {
  const { totp } = await staff.accounts.look(invitation);
  const password = randomBytes(12).toString('base64url');
  const { token, member } = await staff.accounts.accept({ token: invitation, password, code: codeOf(totp.secret) });
  return { member, password, secret: totp.secret, token };
}

/** What an authenticator app shows `steps` steps from now; a code counts once, and the one after it counts already. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });
}

/**
 * A browser of its own in which somebody has logged in through the page; ends on the page `path`.
 * Once per person and half a minute: each login takes a code.
 */
export async function logInAs(
  browser: Browser,
  { stack }: Pick<House, 'stack'>,
  person: StaffPerson,
  { path = '/', options = DESKTOP }: { readonly path?: string; readonly options?: BrowserContextOptions } = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${stack.staffUrl}/login?back=${encodeURIComponent(path)}`);
  await fillInLogin(page, person, codeOf(person.secret, 1));
  await page.waitForURL((url) => url.pathname !== '/login');
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** The same without the login page: in the session they have already, as often as wanted. */
export async function enterAs(
  browser: Browser,
  { stack }: Pick<House, 'stack'>,
  { token }: StaffPerson,
  { path = '/', options = DESKTOP }: { readonly path?: string; readonly options?: BrowserContextOptions } = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  await context.addCookies([{ name: 'sunbeon_staff', value: token, url: stack.staffUrl }]);
  const page = await context.newPage();
  await page.goto(`${stack.staffUrl}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What is wrong with a page of the console as it stands: what axe-core finds, and whether it has to be scrolled sideways. */
export async function pageFindings(page: Page): Promise<string[]> {
  const wider = await sidewaysScroll(page);
  return [...(await accessibilityFindings(page)), ...(wider > 0 ? [`${wider} px wider than its window`] : [])];
}

/** Fills in the login page and sends it. */
export async function fillInLogin(page: Page, { member, password }: StaffPerson, code: string): Promise<void> {
  await page.getByLabel(/^(?:아이디|Login)$/).fill(member.login);
  await page.getByLabel(/^(?:비밀번호|Password)$/).fill(password);
  await page.getByLabel(/^(?:인증 번호|Code)$/).fill(code);
  await page.getByRole('button', { name: /^(?:로그인|Log in)$/ }).click();
}
