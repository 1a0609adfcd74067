import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type IdentityProviderView, identityProviderViewSchema } from '@sunbeon/core';
import { verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { z } from 'zod';
import { aGate, type TestGate } from './a-gate.ts';
import { aProvider, type TestProvider } from './a-provider.ts';
import { Browser } from './browser.ts';
import { call, problemOf } from './call.ts';

const ANSWER_LIMIT_MS = 800;
const MOST_AT_ONCE = 8;
const DAY_MS = 86_400_000;

let shaky: TestProvider;
let steady: TestProvider;
let gate: TestGate;

beforeAll(async () => {
  [shaky, steady] = await Promise.all([aProvider(), aProvider()]);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await shaky[Symbol.asyncDispose]();
  await steady[Symbol.asyncDispose]();
});
beforeEach(async () => {
  shaky.misbehaves = {};
  await gate?.[Symbol.asyncDispose]();
  const limits = { answerLimitMs: ANSWER_LIMIT_MS, maxAtOnce: MOST_AT_ONCE };
  gate = await aGate({
    IDENTITY_PROVIDERS: JSON.stringify([shaky.settings({ ...limits, id: 'shaky' }), steady.settings({ id: 'steady' })]),
  });
  await eventually(async () => {
    if ((await light('shaky')).latencyMs === null) throw new Error('it was not looked at yet');
  });
});

async function light(id: string): Promise<IdentityProviderView> {
  const { body } = await call(gate, 'GET', '/v1/identity/providers');
  const { providers } = z.object({ providers: z.array(identityProviderViewSchema) }).parse(body);
  const found = providers.find((provider) => provider.id === id);
  if (found === undefined) throw new TypeError(`no provider ${id}`);
  return found;
}

/** Begins a login at a provider and does there what is asked; the address to come back to. */
async function throughProvider(browser: Browser, id: 'shaky' | 'steady'): Promise<string> {
  const start = await browser.open(`${gate.gate.url}/v1/identity/login/${id}`);
  const provider = { shaky, steady }[id];
  return `${gate.gate.url}/v1/identity/callback?${provider.authorize(start.headers.get('location') ?? '')}`;
}

/** The status that a login ends with, and how long the callback took. */
async function logIn(id: 'shaky' | 'steady', browser = new Browser()): Promise<{ status: number; tookMs: number }> {
  const callback = await throughProvider(browser, id);
  const startMs = performance.now();
  const { status } = await browser.open(callback);
  return { status, tookMs: performance.now() - startMs };
}

test('one that hangs costs a bounded number of exchanges of bounded time, then next to none; the others are as they were', async () => {
  shaky.misbehaves = { hangs: true };
  const callbacks = await Promise.all(
    Array.from({ length: 24 }, async () => {
      const browser = new Browser();
      return { browser, url: await throughProvider(browser, 'shaky') };
    }),
  );
  let mostUnderWay = 0;
  const watch = setInterval(() => {
    mostUnderWay = Math.max(mostUnderWay, shaky.underWay);
  });
  const answers = Promise.all(callbacks.map(({ browser, url }) => browser.open(url)));
  expect((await logIn('steady')).status).toBe(303);
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([503]));
  clearInterval(watch);
  expect(mostUnderWay).toBeLessThanOrEqual(MOST_AT_ONCE);

  expect(await light('shaky')).toMatchObject({ light: 'red' });
  expect(await light('steady')).toMatchObject({ light: 'green' });
  const { body: metrics } = await call(gate, 'GET', '/metrics');
  expect(metrics).toMatch(/^gate_identity_provider_light\{provider="shaky",.*\} 2$/m);
  expect(metrics).toMatch(/^gate_identity_provider_light\{provider="steady",.*\} 0$/m);
  const before = shaky.requests;
  const later = await Promise.all(Array.from({ length: 12 }, () => logIn('shaky')));
  expect(new Set(later.map(({ status }) => status))).toEqual(new Set([503]));
  // At most what tries whether it is well again.
  expect(shaky.requests).toBeLessThanOrEqual(before + 2);
  await eventually(() => expect(shaky.underWay).toBe(0));
});

test('one that is well again is tried by one, and then used by all', async () => {
  shaky.misbehaves = { status: 502 };
  for (let times = 0; times < 3; times += 1) expect((await logIn('shaky')).status).toBe(503);
  expect((await light('shaky')).light).toBe('red');
  shaky.misbehaves = {};
  await eventually(async () => expect((await logIn('shaky')).status).toBe(303));
  const answers = await Promise.all(Array.from({ length: 5 }, () => logIn('shaky')));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
});

test('a refusal is an answer: whoever sends it made-up codes does not turn its light', async () => {
  for (let times = 0; times < 6; times += 1) {
    const browser = new Browser();
    const callback = new URL(await throughProvider(browser, 'shaky'));
    callback.searchParams.set('code', 'made up');
    expect((await browser.open(callback.href)).status).toBe(400);
  }
  expect(await light('shaky')).toMatchObject({ light: 'green' });
});

test.each([
  ['a page instead of JSON', { tokenAnswer: { type: 'text/html', body: '<html>' } }],
  ['too many requests', { status: 429 }],
  ['an answer without end', { tokenAnswer: { type: 'application/json', body: ' '.repeat(300_000) } }],
])('%s is no answer', async (_what, misbehaviour) => {
  shaky.misbehaves = misbehaviour;
  expect((await logIn('shaky')).status).toBe(503);
});

test('one that takes its time turns amber, and says how long it takes', async () => {
  const slow = await aProvider();
  slow.misbehaves = { delayMs: 1_050 };
  const other = await aGate({ IDENTITY_PROVIDERS: JSON.stringify([slow.settings({ id: 'slow' })]) });
  await eventually(async () => {
    const { body } = await call(other, 'GET', '/v1/identity/providers');
    expect(body).toMatchObject({ providers: [{ light: 'amber', latencyMs: expect.any(Number) }] });
  });
  await other[Symbol.asyncDispose]();
  await slow[Symbol.asyncDispose]();
});

test('who verified days ahead joins while every provider is away, and needs nobody', async () => {
  const seenAtMs = Date.now() - 5 * DAY_MS;
  shaky.misbehaves = { claims: (right) => ({ ...right, auth_time: Math.floor(seenAtMs / 1_000) }) };
  const browser = new Browser();
  expect((await logIn('shaky', browser)).status).toBe(303);
  const session = browser.cookie('sunbeon_session') ?? '';
  expect(verifySession(gate.config.keys.session, session, Date.now() + 6 * DAY_MS)).not.toBeNull();

  shaky.misbehaves = { hangs: true };
  steady.misbehaves = { status: 503 };
  const [before, windowId] = [shaky.requests + steady.requests, await gate.openWindow()];
  expect((await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session })).status).toBe(201);
  expect(shaky.requests + steady.requests).toBe(before);
  steady.misbehaves = {};
});

test('a verification older than any session is refused, one that is a little younger ends when it must', async () => {
  const seen = (daysAgo: number) => {
    const seconds = Math.floor((Date.now() - daysAgo * DAY_MS) / 1_000);
    shaky.misbehaves = { claims: (right) => ({ ...right, auth_time: seconds }) };
  };
  seen(15);
  expect((await logIn('shaky')).status).toBe(400);
  seen(13);
  const browser = new Browser();
  expect((await logIn('shaky', browser)).status).toBe(303);
  const session = verifySession(gate.config.keys.session, browser.cookie('sunbeon_session') ?? '');
  expect((session?.expiresAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(DAY_MS);
});

test('a provider that cannot be reached at all, or is somebody else, is red; nobody else notices', async () => {
  const other = await aGate({
    IDENTITY_PROVIDERS: JSON.stringify([
      shaky.settings({ id: 'nowhere', issuer: 'http://127.0.0.1:9' }),
      shaky.settings({ id: 'impostor', issuer: `${shaky.issuer}/tenant` }),
    ]),
  });
  for (const id of ['nowhere', 'impostor'])
    expect(problemOf(await call(other, 'GET', `/v1/identity/login/${id}`))).toBe('503 provider-unavailable');
  await other[Symbol.asyncDispose]();
});
