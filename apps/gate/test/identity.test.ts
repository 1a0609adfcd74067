import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identityProviderViewSchema, identityViewSchema } from '@sunbeon/core';
import { openContact, signLoginAttempt, verifySession } from '@sunbeon/crypto';
import { createSandbox, envToConfig, listedPeople, type Sandbox } from '@sunbeon/sandbox';
import { z } from 'zod';
import { aGate, aPerson, OWN_ORIGIN, type TestGate } from './a-gate.ts';
import { Browser } from './browser.ts';
import { call, problemOf } from './call.ts';

const CLIENT_SECRET = 'a secret between the gate and the sandbox';
const [someone] = listedPeople;
if (!someone) throw new TypeError('the sandbox knows nobody');

let sandbox: Sandbox;
let gate: TestGate;

beforeAll(async () => {
  sandbox = await createSandbox(
    envToConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SANDBOX_PORT: '0',
      SANDBOX_SMPP_PORT: '0',
      SANDBOX_SMPP_PASSWORD: 'unused',
      SANDBOX_CLIENT_SECRET: CLIENT_SECRET,
      SANDBOX_REDIRECT_URIS: `${OWN_ORIGIN}/v1/identity/callback`,
    }),
  );
  const here = {
    id: 'sandbox',
    name: { ko: '모의 인증', en: 'Sandbox' },
    clientId: 'sunbeon',
    clientSecret: CLIENT_SECRET,
  };
  gate = await aGate({
    IDENTITY_PROVIDERS: JSON.stringify([
      { ...here, issuer: sandbox.issuers['mobile'] },
      { ...here, id: 'away', issuer: 'http://127.0.0.1:9/oidc' },
    ]),
  });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

const loginUrl = (returnTo: string) =>
  `${gate.gate.url}/v1/identity/login/sandbox?returnTo=${encodeURIComponent(returnTo)}`;

/** The callback's address as the browser reaches this gate: its port is free, its public origin is not. */
const atThisGate = (url: string) => url.replace(OWN_ORIGIN, gate.gate.url);

/** From the gate to the provider, through its login page, up to the address it sends the browser back to. */
async function toCallback(browser: Browser, returnTo: string): Promise<string> {
  const start = await browser.open(loginUrl(returnTo));
  expect(start.status).toBe(303);
  const loginPage = await browser.follow(start.headers.get('location') ?? '');
  const back = await browser.follow(loginPage, {
    method: 'POST',
    body: new URLSearchParams({ person: someone?.id ?? '' }),
  });
  expect(back).toContain(`${OWN_ORIGIN}/v1/identity/callback?`);
  return atThisGate(back);
}

test('a login ends in a session of the person, with name and phone sealed, on the page it began on', async () => {
  const browser = new Browser();
  const callback = await toCallback(browser, '/windows/w-1?from=mail#top');
  const end = await browser.open(callback);
  expect(end.status).toBe(303);
  expect(end.headers.get('location')).toBe('/windows/w-1?from=mail#top');
  const setCookie = end.headers.getSetCookie().find((line) => line.startsWith('sunbeon_session='));
  expect(setCookie).toMatch(/; HttpOnly/);
  expect(setCookie).toMatch(/; SameSite=Lax/);
  expect(browser.names().filter((name) => name.startsWith('sunbeon_'))).toEqual(['sunbeon_session']);

  const session = verifySession(gate.config.keys.session, browser.cookie('sunbeon_session') ?? '');
  expect(session?.birthDate).toBe(someone.birthDate);
  const contact = await openContact(gate.config.keys.sealing, session?.sealedContact ?? '', session?.personKey ?? '');
  expect(contact).toEqual({ name: someone.name, phone: someone.phone });

  const me = await browser.open(`${gate.gate.url}/v1/identity/me`);
  const view = identityViewSchema.parse(await me.json());
  expect(view).toMatchObject({ maskedName: `${someone.name.slice(0, 1)}**`, birthDate: someone.birthDate });
});

test('the same person is the same person at every login', async () => {
  const keys = await Promise.all(
    [new Browser(), new Browser()].map(async (browser) => {
      await browser.open(await toCallback(browser, '/'));
      return verifySession(gate.config.keys.session, browser.cookie('sunbeon_session') ?? '')?.personKey;
    }),
  );
  expect(keys[0]).toMatch(/^[\w-]{22}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a callback works once, in the browser that began, with its own state', async () => {
  const browser = new Browser();
  const callback = await toCallback(browser, '/');
  const stolen = await new Browser().open(callback);
  expect(stolen.status).toBe(400);
  const otherState = await browser.open(callback.replace(/state=[^&]+/, 'state=forged'));
  expect(otherState.status).toBe(400);
  expect(await otherState.json()).toMatchObject({ code: 'login-failed', reason: 'state' });
  expect((await browser.open(callback)).status).toBe(303);
  expect((await browser.open(callback)).status).toBe(400);
});

const codeOf = (url: string) => new URL(url).searchParams.get('code') ?? '';

test('a code of another login is refused (nonce and PKCE), a replayed one as well', async () => {
  const [victim, attacker] = [new Browser(), new Browser()];
  const injected = new URL(await toCallback(victim, '/'));
  injected.searchParams.set('code', codeOf(await toCallback(attacker, '/')));
  expect((await victim.open(injected.href)).status).toBe(400);
  expect(victim.cookie('sunbeon_session')).toBeUndefined();
});

/** What a browser, or a program, gets when the person gives up at the provider. */
async function givingUp(accept: string): Promise<Response> {
  const browser = new Browser();
  const start = await browser.open(loginUrl('/windows/w-1'));
  const query = new URLSearchParams({ error: 'access_denied', iss: sandbox.issuers['mobile'] ?? '' });
  query.set('state', new URL(start.headers.get('location') ?? '').searchParams.get('state') ?? '');
  return browser.open(`${gate.gate.url}/v1/identity/callback?${query.toString()}`, { headers: { accept } });
}

test('a person who gives up comes back to their page, which can say so; a program is told', async () => {
  const page = await givingUp('text/html,application/xhtml+xml');
  expect([page.status, page.headers.get('location')]).toEqual([303, '/windows/w-1?problem=login-failed']);
  expect((await givingUp('application/json')).status).toBe(400);
});

test('a forged login attempt of another key leads nowhere', async () => {
  const other = await aGate();
  const attempt = signLoginAttempt(other.config.keys.session, {
    provider: 'sandbox',
    state: 's'.repeat(43),
    nonce: 'n',
    codeVerifier: 'v',
    origin: 'https://evil.example',
    returnTo: '/',
    expiresAtMs: Date.now() + 60_000,
  });
  await other[Symbol.asyncDispose]();
  const answer = await call(gate, 'GET', `/v1/identity/callback?code=c&state=${'s'.repeat(43)}`, {
    headers: { cookie: `sunbeon_login_${'s'.repeat(16)}=${attempt}` },
  });
  expect(problemOf(answer)).toBe('400 login-failed');
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/windows/..//evil.example/../x',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%0d%0aSet-Cookie:x=1\r\nX: y',
  'javascript:alert(1)',
  'evil.example',
  ' /',
  '',
  '/窓',
  `/${'x'.repeat(600)}`,
])('a login never returns to %j', async (returnTo) => {
  const answer = await call(gate, 'GET', `/v1/identity/login/sandbox?returnTo=${encodeURIComponent(returnTo)}`);
  expect(problemOf(answer)).toBe('400 invalid-request');
  expect(answer.headers.get('location')).toBeNull();
});

test('dots in a return path are resolved before anyone else can', async () => {
  const browser = new Browser();
  const end = await browser.open(await toCallback(browser, '/windows/../me/./?tab=1'));
  expect(end.headers.get('location')).toBe('/me/?tab=1');
});

test('a provider that is away costs a few seconds once, says so, and turns red; unknown ones are unknown', async () => {
  expect(problemOf(await call(gate, 'GET', '/v1/identity/login/away'))).toBe('503 provider-unavailable');
  const again = await call(gate, 'GET', '/v1/identity/login/away');
  expect(problemOf(again)).toBe('503 provider-unavailable');
  expect(Number(again.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(problemOf(await call(gate, 'GET', '/v1/identity/login/nobody'))).toBe('404 provider-unknown');
  expect(problemOf(await call(gate, 'GET', '/v1/identity/login/__proto__'))).toBe('404 provider-unknown');

  const { body } = await call(gate, 'GET', '/v1/identity/providers', { headers: { 'Accept-Language': 'en' } });
  const { providers } = z.object({ providers: z.array(identityProviderViewSchema) }).parse(body);
  expect(providers.map(({ id, name, light }) => [id, name, light])).toEqual([
    ['sandbox', 'Sandbox', 'green'],
    ['away', 'Sandbox', 'red'],
  ]);
});

test('ending a session forgets it in this browser, and never from another site', async () => {
  const { session } = await aPerson(gate);
  const cookie = `sunbeon_session=${session}`;
  const end = (headers: Record<string, string>) => call(gate, 'DELETE', '/v1/identity/session', { headers });
  const gone = await end({ cookie, origin: OWN_ORIGIN });
  expect(gone.status).toBe(204);
  expect(gone.headers.getSetCookie()[0]).toMatch(/^sunbeon_session=;.*Expires=Thu, 01 Jan 1970/);
  expect(problemOf(await end({ cookie, origin: 'https://evil.example' }))).toBe('403 forbidden-origin');
});
