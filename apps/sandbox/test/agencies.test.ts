import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { LEVEL_OF_ASSURANCE, listedPeople } from '../src/index.ts';
import { aSandbox, REDIRECT_URI, type TestSandbox } from './a-sandbox.ts';
import { Browser } from './browser.ts';

let sandbox: TestSandbox;
const [person] = listedPeople;
if (!person) throw new TypeError('nobody is listed');

beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

const behave = (id: string, change: object) =>
  fetch(`${sandbox.origin}/providers/${id}.json`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });

/** Verifies the person at an agency; resolves to what it tells, in the ID token and when asked. */
async function verifyAt(id: string, alg: string, scope: string) {
  const metadata = { client_secret: sandbox.clientSecret, id_token_signed_response_alg: alg };
  const relyingParty = await client.discovery(new URL(sandbox.issuers[id] ?? ''), 'sunbeon', metadata, undefined, {
    execute: [client.allowInsecureRequests],
  });
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(relyingParty, {
    redirect_uri: REDIRECT_URI,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    acr_values: LEVEL_OF_ASSURANCE,
    max_age: '600',
  });
  const browser = new Browser();
  const page = await browser.follow(await browser.get(url.href), sandbox.origin);
  const back = await browser.follow(await browser.post(page.url, { person: person?.id ?? '' }), sandbox.origin);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, maxAge: 600 };
  const tokens = await client.authorizationCodeGrant(relyingParty, new URL(back.url), checks);
  const claims = tokens.claims();
  if (!claims) throw new TypeError('no ID token');
  return { claims, userInfo: await client.fetchUserInfo(relyingParty, tokens.access_token, claims.sub) };
}

test('every agency knows the same person by the same CI, and tells it in its own way', async () => {
  await behave('card', { answerDelayMs: 0 });
  const mobile = await verifyAt('mobile', 'RS256', 'openid profile phone ci');
  const certificate = await verifyAt('certificate', 'ES256', 'openid identity');
  const card = await verifyAt('card', 'ES256', 'openid profile phone ci');

  expect(certificate.claims).toMatchObject({
    conn_info: person.ci,
    user_name: person.name,
    birth_ymd: person.birthDate.replaceAll('-', ''),
    mobile_no: '010-0000-0001',
    sex: 'M',
  });
  expect(card.claims).not.toHaveProperty('ci');
  expect(card.userInfo).toMatchObject({ ci: person.ci, phone_number: '+82 10-0000-0001' });
  expect(mobile.claims['ci']).toBe(person.ci);
  for (const { claims } of [mobile, certificate, card]) {
    expect(claims['acr']).toBe(LEVEL_OF_ASSURANCE);
    expect(claims.auth_time).toBeGreaterThan(Date.now() / 1_000 - 60);
  }
});

test('an agency can be made slow, silent, broken and well again while the others work on', async () => {
  const discovery = (id: string, signal?: AbortSignal) =>
    fetch(`${sandbox.issuers[id]}/.well-known/openid-configuration`, signal ? { signal } : {});

  expect(await (await behave('certificate', { failsWith: 503, answerDelayMs: 0 })).json()).toEqual({
    answerDelayMs: 0,
    hangs: false,
    failsWith: 503,
  });
  expect((await discovery('certificate')).status).toBe(503);
  expect((await discovery('mobile')).status).toBe(200);

  await behave('certificate', { failsWith: null, hangs: true });
  await expect(discovery('certificate', AbortSignal.timeout(200))).rejects.toThrow('timeout');
  expect((await discovery('mobile')).status).toBe(200);

  await behave('certificate', { hangs: false, answerDelayMs: 300 });
  const startMs = performance.now();
  expect((await discovery('certificate')).status).toBe(200);
  expect(performance.now() - startMs).toBeGreaterThan(290);

  const listed = await (await fetch(`${sandbox.origin}/providers.json`)).json();
  expect(listed).toMatchObject({
    providers: [{ id: 'mobile' }, { id: 'certificate', answerDelayMs: 300 }, { id: 'card' }],
  });
  expect((await behave('nobody', {})).status).toBe(404);
  expect((await behave('mobile', { failsWith: 200 })).status).toBe(400);
});
