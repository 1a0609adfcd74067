import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { verifySession } from '@sunbeon/crypto';
import { z } from 'zod';
import { aGate, type TestGate } from './a-gate.ts';
import {
  aProvider,
  type Claims,
  type Misbehaviour,
  signedWithSecret,
  type TestProvider,
  unsigned,
} from './a-provider.ts';
import { Browser } from './browser.ts';

const problemSchema = z.object({ code: z.string().default(''), reason: z.string().default('') });
const MAX_AGE_SECONDS = 300;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let provider: TestProvider;
let another: TestProvider;
let gate: TestGate;

beforeAll(async () => {
  provider = await aProvider();
  another = await aProvider();
  const strict = { acrValues: ['good', 'better'], maxAgeSeconds: MAX_AGE_SECONDS };
  gate = await aGate({
    IDENTITY_PROVIDERS: JSON.stringify([provider.settings(strict), another.settings({ id: 'another' })]),
  });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await another[Symbol.asyncDispose]();
});
beforeEach(() => {
  provider.misbehaves = {};
});

const at = (path: string) => `${gate.gate.url}${path}`;
const sessionIn = (browser: Browser) =>
  verifySession(gate.config.keys.session, browser.cookie('sunbeon_session') ?? '');

/** Begins a login; where the browser is sent to. */
async function begin(browser: Browser, id = 'test'): Promise<string> {
  const start = await browser.open(at(`/v1/identity/login/${id}`));
  expect(start.status).toBe(303);
  return start.headers.get('location') ?? '';
}

/** Comes back to the callback; what it answers, in short. */
async function comeBack(browser: Browser, query: string): Promise<string> {
  const end = await browser.open(at(`/v1/identity/callback?${query}`), { headers: { accept: 'application/json' } });
  const { code, reason } = problemSchema.parse(end.status === 303 ? {} : await end.json());
  return `${end.status} ${code} ${reason}`.trim();
}

async function logIn(): Promise<{ browser: Browser; answer: string }> {
  const browser = new Browser();
  return { browser, answer: await comeBack(browser, provider.authorize(await begin(browser))) };
}

test('a right token is taken, and the session says when the provider saw the person', async () => {
  const { browser, answer } = await logIn();
  expect(answer).toBe('303');
  const session = sessionIn(browser);
  expect(session).toMatchObject({ provider: 'test', birthDate: '1967-05-01' });
  expect(session?.verifiedAtMs).toBeLessThanOrEqual((session?.issuedAtMs ?? 0) - 4_000);
});

test('the browser is sent with state, nonce, PKCE, and what is asked of the verification', async () => {
  const asked = Object.fromEntries(new URL(await begin(new Browser())).searchParams);
  expect(asked).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    acr_values: 'good better',
    max_age: String(MAX_AGE_SECONDS),
  });
});

const now = () => Math.floor(Date.now() / 1_000);
const changed = (change: (right: Claims) => Claims): Misbehaviour => ({
  claims: (right) => ({ ...right, ...change(right) }),
});
const without = (name: string): Misbehaviour => ({
  claims: (right) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name)),
});

test.each<readonly [string, () => Misbehaviour]>([
  ['another audience', () => changed(() => ({ aud: 'somebody else' }))],
  ['two audiences, for the other one', () => changed(() => ({ aud: ['sunbeon', 'other'], azp: 'other' }))],
  ['another issuer', () => changed(() => ({ iss: another.issuer }))],
  ['no subject', () => without('sub')],
  ['expired', () => changed(() => ({ exp: now() - 120 }))],
  ['not valid yet', () => changed(() => ({ nbf: now() + 120 }))],
  ['no nonce', () => without('nonce')],
  ['the nonce of another login', () => changed(() => ({ nonce: 'n'.repeat(43) }))],
  ['no auth_time', () => without('auth_time')],
  ['an old auth_time', () => changed(() => ({ auth_time: now() - MAX_AGE_SECONDS - 60 }))],
  ['an auth_time to come', () => changed(() => ({ auth_time: now() + 120 }))],
  ['no acr', () => without('acr')],
  ['a lower acr', () => changed(() => ({ acr: 'weak' }))],
  ['an acr that only begins right', () => changed(() => ({ acr: 'good enough' }))],
  ['a list of acrs', () => changed(() => ({ acr: ['good'] }))],
  ['alg none', () => ({ sign: unsigned })],
  ['no token', () => ({ sign: () => '' })],
  ['signed with the client secret', () => ({ sign: (claims) => signedWithSecret(claims, provider.clientSecret) })],
  [
    'signed with the public key as a secret',
    () => ({
      sign: (claims) =>
        signedWithSecret(claims, provider.keys.publicKey.export({ format: 'pem', type: 'spki' }).toString()),
    }),
  ],
  ['signed by a stranger', () => ({ sign: (claims) => provider.signed(claims, {}, stranger.privateKey) })],
  ['an unknown key', () => ({ sign: (claims) => provider.signed(claims, { kid: 'unknown' }) })],
  ['another algorithm', () => ({ sign: (claims) => provider.signed(claims, { alg: 'RS384' }) })],
  ['another kind of key', () => ({ sign: (claims) => provider.signed(claims, { alg: 'ES256' }, curve.privateKey) })],
  [
    'a key of its own in the header',
    () => ({
      sign: (claims) =>
        provider.signed(claims, { jwk: stranger.publicKey.export({ format: 'jwk' }) }, stranger.privateKey),
    }),
  ],
  ['a foreign phone', () => changed(() => ({ phone_number: '+1 212 555 0100' }))],
  ['a day that is none', () => changed(() => ({ birthdate: '1967-02-30' }))],
  ['a name that cannot be seen', () => changed(() => ({ name: '\u3164' }))],
  ['an object for a name', () => changed(() => ({ name: { first: '순번' } }))],
  ['no CI', () => without('ci')],
  ['userinfo of somebody else', () => ({ ...without('ci'), userInfo: { sub: 'other', ci: 'the ci of another' } })],
  ['no tokens at all', () => ({ tokenAnswer: { type: 'application/json', body: '[]' } })],
])('an ID token is refused: %s', async (_what, misbehaviour) => {
  provider.misbehaves = misbehaviour();
  const { browser, answer } = await logIn();
  expect(answer).toMatch(/^400 login-failed \S+/);
  expect(sessionIn(browser)).toBeNull();
});

test('what the ID token leaves out is asked for, and the token has the last word', async () => {
  provider.misbehaves = { ...without('ci'), userInfo: { ci: 'the ci of someone', birthdate: '1999-01-01' } };
  const { browser, answer } = await logIn();
  expect(answer).toBe('303');
  expect(sessionIn(browser)?.birthDate).toBe('1967-05-01');
});

test('a callback is worth nothing again, not even with its cookie kept', async () => {
  const browser = new Browser();
  const thief = new Browser();
  const query = provider.authorize(await begin(browser));
  thief.steal(browser);
  expect(await comeBack(browser, query)).toBe('303');
  expect(await comeBack(browser, query)).toBe('400 login-failed state');
  expect(await comeBack(thief, query)).toMatch(/^400 login-failed/);
  expect(sessionIn(thief)).toBeNull();
});

test('an injected code is refused by PKCE, and by the nonce where a provider forgets PKCE', async () => {
  for (const forgetsPkce of [false, true]) {
    provider.misbehaves = { forgetsPkce, forgetsUsedCodes: true };
    const [victim, attacker] = [new Browser(), new Browser()];
    const stolen = new URLSearchParams(provider.authorize(await begin(attacker))).get('code');
    const query = provider.authorize(await begin(victim), { code: stolen });
    expect(await comeBack(victim, query)).toMatch(/^400 login-failed/);
    expect(sessionIn(victim)).toBeNull();
  }
});

test('login CSRF: a browser that did not begin the login is not logged in as its attacker', async () => {
  const query = provider.authorize(await begin(new Browser()));
  const victim = new Browser();
  expect(await comeBack(victim, query)).toBe('400 login-failed state');
  await begin(victim);
  expect(await comeBack(victim, query)).toBe('400 login-failed state');
  expect(sessionIn(victim)).toBeNull();
});

test('a code of one provider is not taken to another, nor an answer that does not say whose it is', async () => {
  for (const iss of [another.issuer, null]) {
    const browser = new Browser();
    const before = provider.requests;
    expect(await comeBack(browser, provider.authorize(await begin(browser), { iss }))).toMatch(/^400 login-failed/);
    expect(provider.requests).toBe(before);
  }
});

test('two tabs that verify at the same time both come back, each to its own page', async () => {
  const browser = new Browser();
  const tabs = [];
  for (const page of ['/windows/a', '/windows/b']) {
    const start = await browser.open(at(`/v1/identity/login/test?returnTo=${page}`));
    tabs.push(provider.authorize(start.headers.get('location') ?? ''));
  }
  const pages = [];
  for (const query of tabs) {
    const end = await browser.open(at(`/v1/identity/callback?${query}`));
    pages.push(end.headers.get('location'));
  }
  expect(pages).toEqual(['/windows/a', '/windows/b']);
});

test('a browser that begins again and again keeps the newest few attempts', async () => {
  const browser = new Browser();
  const queries: string[] = [];
  for (let times = 0; times < 8; times += 1) queries.push(provider.authorize(await begin(browser)));
  expect(browser.names()).toHaveLength(5);
  expect(await comeBack(browser, queries[0] ?? '')).toBe('400 login-failed state');
  expect(await comeBack(browser, queries[7] ?? '')).toBe('303');
});
