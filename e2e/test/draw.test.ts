import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TicketGrant, windowViewSchema } from '@sunbeon/core';
import { drawEntryOf } from '@sunbeon/crypto';
import { repositoryRoot } from '@sunbeon/scripts';
import { eventually } from '@sunbeon/test-kit';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser, PHONE } from '../browser.ts';
import { citizens, type House, openHouse } from '../house.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  house = await openHouse();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await house[Symbol.asyncDispose]();
});

const PEOPLE = 25;
const LOBBY_IN_MS = 8_000;
const OPENS_IN_MS = 600_000;
/** The opening is moved to so soon once the lobby has been looked at: however long that takes on a busy machine. */
const MOVED_TO_MS = 2_000;

async function aDraw() {
  const nowMs = Date.now();
  const { id } = await house.staff.createWindow({
    title: '추첨',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    policy: 'draw',
    lobbyOpensAt: new Date(nowMs + LOBBY_IN_MS).toISOString(),
    opensAt: new Date(nowMs + OPENS_IN_MS).toISOString(),
    closesAt: new Date(nowMs + 3_600_000).toISOString(),
  });
  const { rows } = await house.database.query<{ seed: string }>(
    `SELECT encode(seed, 'hex') AS seed FROM draw WHERE window_id = $1`,
    [id],
  );
  return { id, seed: rows[0]?.seed ?? '' };
}

async function join(windowId: string, session: string): Promise<TicketGrant> {
  return eventually(async () => {
    const answer = await house.gate.join(windowId, session);
    if (!answer.ok) throw new Error(answer.code);
    return answer.body;
  });
}

/** Everything the gate tells the public about a window, as text. */
async function everythingPublic(id: string): Promise<string> {
  const paths = ['/v1/windows', `/v1/windows/${id}/status`, `/v1/windows/${id}/draw`, `/windows/${id}/draw`];
  const texts = await Promise.all(
    paths.map(async (path) => (await house.fetch(`${house.stack.gateUrl}${path}`)).text()),
  );
  return texts.join('\n');
}

async function drawInTheList(id: string) {
  const answer = await house.fetch(`${house.stack.gateUrl}/v1/windows`);
  const { windows } = z.object({ windows: z.array(windowViewSchema) }).parse(await answer.json());
  return windows.find((window) => window.id === id)?.draw ?? null;
}

async function verify(id: string, ...args: string[]): Promise<unknown> {
  const cli = ['scripts/cli/main.mjs', 'draw', 'verify', id, '--json', ...args];
  const env = { ...process.env, DATA_DIR: house.stack.dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, cli, { cwd: repositoryRoot, env });
  return JSON.parse(stdout);
}

/** A phone of somebody who has verified who they are. */
async function aPhone(session: string): Promise<Page> {
  const context = await browser.newContext(PHONE);
  await context.addCookies([{ name: 'sunbeon_session', value: session, url: house.stack.gateUrl }]);
  return context.newPage();
}

test('a draw from its scheduling to its verification: nobody early, no seed before the opening, everyone where the seed puts them', async () => {
  const [late, ...inTime] = await citizens(house, PEOPLE + 1);
  const { id, seed } = await aDraw();

  await eventually(async () => {
    const refused = await house.gate.join(id, inTime[0]?.session ?? '');
    expect(refused).toMatchObject({ ok: false, code: 'window-not-open' });
  });
  const tickets = await Promise.all(inTime.map(({ session }) => join(id, session)));
  expect(new Set(tickets.map(({ number, state }) => `${number} ${state}`))).toEqual(new Set(['null lobby']));
  const { commitment, ...sealed } = (await drawInTheList(id)) ?? {};
  expect(commitment).toMatch(/^[0-9a-f]{64}$/);
  expect(sealed).toEqual({ seed: null, entriesUrl: null });
  expect(await verify(id)).toMatchObject({ verdict: 'not-drawn', commitment, seed: null });
  const early = await everythingPublic(id);
  expect(early).toContain(commitment);
  expect(early).not.toContain(seed);

  const phone = await aPhone(inTime[0]?.session ?? '');
  await phone.goto(`${house.stack.gateUrl}/windows/${id}`);
  await phone.getByText('추첨에 들어 있습니다').waitFor({ timeout: 30_000 });

  const opensAtMs = Date.now() + MOVED_TO_MS;
  await house.staff.moveWindow(id, new Date(opensAtMs));

  await eventually(async () => expect((await drawInTheList(id))?.seed).toBe(seed));
  expect(Date.now()).toBeGreaterThanOrEqual(opensAtMs);
  expect((await join(id, late?.session ?? '')).number).toBe(PEOPLE + 1);
  const numbers = await Promise.all(inTime.map(async ({ session }) => (await join(id, session)).number));
  expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(inTime.map((_, n) => n + 1));

  await phone.locator('#facts', { hasText: `${numbers[0]}` }).waitFor({ timeout: 30_000 });

  await house.staff.changeWindow(id, 'close');
  const entry = drawEntryOf(id, inTime[0]?.personKey ?? '');
  expect(tickets[0]?.entry).toBe(entry);
  await eventually(async () => {
    const verdict = await verify(id, '--commitment', commitment ?? '', '--entry', entry);
    expect(verdict).toMatchObject({ verdict: 'verified', drawn: PEOPLE, seed, number: numbers[0] });
  });

  await phone.goto(`${house.stack.gateUrl}/windows/${id}/draw`);
  await phone.getByText('명단이 공개되었습니다').waitFor();
  expect(await phone.locator('#entry').inputValue()).toBe(entry);
  await phone.getByRole('button', { name: '다시 계산하기' }).click();
  await phone.getByText(`내 번호는 ${numbers[0]}번입니다.`).waitFor();
  expect(await phone.getByText('✓').count()).toBe(3);
});
