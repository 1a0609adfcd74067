import { eventually } from '@sunbeon/test-kit';
import type { BrowserContext, Page } from 'playwright-core';
import { citizens, type House } from '../house.ts';

/** Every state of the waiting page, in an order in which one leads to the next. */
export const waitingStates = [
  'verify',
  'not-open',
  'moved',
  'lobby',
  'not-eligible',
  'paused',
  'waiting',
  'offline',
  'called',
  'admitted',
  'session-ended',
  'finished',
  'exhausted',
  'closed',
  'unknown-window',
] as const;
export type WaitingState = (typeof waitingStates)[number];

const HOUR_MS = 3_600_000;
/** Slow enough for a line to be seen, quick enough for the last of it to be called. */
const PER_SECOND = 3;
/** More than there are doses. */
const AHEAD = 60;
const DOSES = 20;
const PATIENT = { timeout: 60_000 };
const NOTICE = {
  ko: '본인 확인 기관 한 곳이 느립니다. 호출을 잠시 멈췄다가 곧 이어 갑니다.',
  en: 'One of those who verify people is slow. Calling is paused for a moment and goes on soon.',
};

/** Leads `page`, in whose context nobody is verified yet, through every state; `seen` is called in each, and may look at anything but leave the page as it is. */
export async function walkWaitingStates(
  house: House,
  page: Page,
  seen: (state: WaitingState) => Promise<void>,
): Promise<void> {
  const { staff } = house;
  const context = page.context();
  const [person] = await citizens(house, 1);
  if (!person) throw new Error('nobody was minted');
  const line = await scheduleLine(house);
  const show = (id: string) => page.goto(`${house.stack.gateUrl}/windows/${id}`);
  const arrive = (state: string) =>
    page.locator(state === 'moved' ? '#figure-struck' : `main[data-state=${state}]`).waitFor(PATIENT);

  await show(line);
  await arrive('verify');
  await seen('verify');
  await verify(context, house, person.session);
  await walkBeforeOpening(house, show, arrive, seen);

  await staff.changeWindow(line, 'pause');
  await staff.setNotice(line, NOTICE);
  await crowdJoins(house, line);
  await show(line);
  await arrive('paused');
  await page.locator('#notice', { hasText: /\S/ }).waitFor(PATIENT);
  await seen('paused');
  await staff.setNotice(line, null);
  await staff.changeWindow(line, 'resume');
  await arrive('waiting');
  await page.locator('#facts div').nth(2).waitFor(PATIENT);
  await seen('waiting');
  await page.evaluate(async () => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.locator('#offline', { hasText: /\S/ }).waitFor(PATIENT);
  await arrive('waiting');
  await seen('offline');
  await context.setOffline(false);
  await arrive('called');
  await page.locator('#offline').waitFor({ ...PATIENT, state: 'hidden' });
  await seen('called');
  await walkTurn(house, page, line, arrive, seen);

  await staff.setNotice(line, null);
  await house.database.query(`UPDATE slot SET closed_at = now() WHERE window_id = $1`, [line]);
  const [late] = await citizens(house, 1);
  await verify(context, house, late?.session ?? '');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await show(line);
  await arrive('exhausted');
  await seen('exhausted');
  await staff.changeWindow(line, 'close');
  await arrive('closed');
  await seen('closed');
  await show('none');
  await arrive('unknown-window');
  await seen('unknown-window');
}

async function walkBeforeOpening(
  house: House,
  show: (id: string) => Promise<unknown>,
  arrive: (state: string) => Promise<void>,
  seen: (state: WaitingState) => Promise<void>,
): Promise<void> {
  const ahead = await schedule(house, { opensInMs: HOUR_MS });
  await show(ahead);
  await arrive('not-open');
  await seen('not-open');
  await house.staff.moveWindow(ahead, new Date(Date.now() + 2 * HOUR_MS));
  await show(ahead);
  await arrive('moved');
  await seen('moved');
  const lobby = await schedule(house, { opensInMs: HOUR_MS, policy: 'draw' });
  await show(lobby);
  await arrive('lobby');
  await seen('lobby');
  const others = await schedule(house, { opensInMs: HOUR_MS, birthFrom: '1972-01-01', birthTo: '1976-12-31' });
  await show(others);
  await arrive('not-eligible');
  await seen('not-eligible');
}

async function walkTurn(
  house: House,
  page: Page,
  line: string,
  arrive: (state: string) => Promise<void>,
  seen: (state: WaitingState) => Promise<void>,
): Promise<void> {
  const { stack } = house;
  await page.locator('#enter').click();
  await page.waitForURL(/\/book/);
  await page.goto(`${stack.gateUrl}/windows/${line}`);
  await arrive('admitted');
  await seen('admitted');
  const pass = await page.evaluate((id) => {
    const key = `sunbeon.pass.${id}`;
    const kept: { pass: string; expiresAt: string } = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    sessionStorage.setItem(key, JSON.stringify({ ...kept, expiresAt: new Date(0).toISOString() }));
    return kept.pass;
  }, line);
  await page.reload();
  await arrive('called');
  await seen('session-ended');
  const { slots } = await bookable(house, line);
  const submitted = await house.gate.book(pass, 'waiting-states', [slots.at(-1) ?? '']);
  if (!submitted.ok) throw new Error(submitted.code);
  await eventually(async () => {
    await page.reload();
    await page.locator('main[data-state=finished]').waitFor({ timeout: 2_000 });
  });
  await seen('finished');
}

async function bookable({ gate }: House, id: string): Promise<{ slots: string[] }> {
  const answer = await gate.slots(id);
  if (!answer.ok) throw new Error(answer.code);
  return { slots: answer.body.slots.map((slot) => slot.id) };
}

async function verify(context: BrowserContext, { stack }: House, session: string): Promise<void> {
  await context.addCookies([{ name: 'sunbeon_session', value: session, url: stack.gateUrl, httpOnly: true }]);
}

interface Opening {
  readonly opensInMs: number;
  readonly birthFrom?: string;
  readonly birthTo?: string;
  readonly policy?: 'fifo' | 'draw';
}

async function schedule({ staff }: House, opening: Opening): Promise<string> {
  const { opensInMs, birthFrom = '1967-01-01', birthTo = '1968-12-31', policy = 'fifo' } = opening;
  const opensAtMs = Date.now() + opensInMs;
  const { id } = await staff.createWindow({
    title: '예방접종',
    cohort: { birthFrom, birthTo, lastDigit: null },
    policy,
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + 4 * HOUR_MS).toISOString(),
    maxPerSecond: PER_SECOND,
  });
  return id;
}

/** A window that is open already, with fewer doses than will stand in line. */
async function scheduleLine(house: House): Promise<string> {
  const id = await schedule(house, { opensInMs: 1_000 });
  await house.staff.generateSlots(id, { sites: 5, days: 1, timesPerDay: 2, capacity: DOSES / 10 });
  await eventually(async () => {
    const { slots } = await bookable(house, id);
    if (slots.length < 10) throw new Error('slots not shown yet');
  });
  return id;
}

async function crowdJoins(house: House, id: string): Promise<void> {
  const crowd = await citizens(house, AHEAD);
  for (const { session } of crowd) {
    await eventually(async () => {
      const answer = await house.gate.join(id, session);
      if (!answer.ok) throw new Error(answer.code);
    });
  }
}
