import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { listedPeople } from '../src/index.ts';
import { aSandbox, REDIRECT_URI, type TestSandbox } from './a-sandbox.ts';
import { Browser } from './browser.ts';

let sandbox: TestSandbox;
let relyingParty: client.Configuration;

beforeAll(async () => {
  sandbox = await aSandbox();
  relyingParty = await client.discovery(
    new URL(sandbox.issuers['mobile'] ?? ''),
    'sunbeon',
    sandbox.clientSecret,
    undefined,
    {
      execute: [client.allowInsecureRequests],
    },
  );
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

interface Attempt {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function anAttempt(): Promise<Attempt> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(relyingParty, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile phone ci',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return { url, verifier, state, nonce };
}

/** Goes to the login page, answers it with `form`, and comes back to the client. */
async function logIn(browser: Browser, form: Readonly<Record<string, string>>) {
  const { url, verifier, state, nonce } = await anAttempt();
  const page = await browser.follow(await browser.get(url.href), sandbox.origin);
  expect(page.response.status).toBe(200);
  const back = await browser.follow(await browser.post(page.url, form), sandbox.origin);
  expect(back.url).toMatch(`${REDIRECT_URI}?`);
  const tokens = await client.authorizationCodeGrant(relyingParty, new URL(back.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  const claims = tokens.claims();
  if (!claims) throw new TypeError('no ID token');
  return { claims, userInfo: await client.fetchUserInfo(relyingParty, tokens.access_token, claims.sub) };
}

test('a chosen person comes back with exactly their claims, in the ID token and at userinfo', async () => {
  const [person] = listedPeople;
  if (!person) throw new TypeError('nobody is listed');
  const { claims, userInfo } = await logIn(new Browser(), { person: person.id });
  const expected = {
    sub: person.id,
    ci: person.ci,
    name: '김영수',
    birthdate: '1967-01-01',
    gender: 'male',
    phone_number: '+821000000001',
    phone_number_verified: true,
  };
  expect(claims).toMatchObject(expected);
  expect(userInfo).toEqual(expected);
  expect(Buffer.from(person.ci, 'base64')).toHaveLength(64);
});

test('someone else is the same person whenever name, birth date and phone are the same', async () => {
  const form = { name: ' 홍 길동 ', birthDate: '19670501', phone: '010-1234-5678' };
  const first = await logIn(new Browser(), form);
  const again = await logIn(new Browser(), {
    ...form,
    name: '홍  길동',
    birthDate: '1967-05-01',
    phone: '+82 10 1234 5678',
  });
  const other = await logIn(new Browser(), { ...form, phone: '010-1234-5679' });
  expect(first.userInfo).toMatchObject({ name: '홍 길동', birthdate: '1967-05-01', phone_number: '+821012345678' });
  expect(again.userInfo['ci']).toBe(first.userInfo['ci']);
  expect(other.userInfo['ci']).not.toBe(first.userInfo['ci']);
});

test('entering the details of a listed person gives that person', async () => {
  const [person] = listedPeople;
  if (!person) throw new TypeError('nobody is listed');
  const { claims } = await logIn(new Browser(), {
    name: person.name,
    birthDate: person.birthDate,
    phone: person.phone,
  });
  expect(claims['ci']).toBe(person.ci);
});

test('the same browser is asked anew at every login and can be another person', async () => {
  const browser = new Browser();
  const [first, second] = listedPeople;
  expect((await logIn(browser, { person: first?.id ?? '' })).claims.sub).toBe(first?.id);
  expect((await logIn(browser, { person: second?.id ?? '' })).claims.sub).toBe(second?.id);
});

test('without PKCE the client is sent back with an error', async () => {
  const { url } = await anAttempt();
  url.searchParams.delete('code_challenge');
  url.searchParams.delete('code_challenge_method');
  const { url: back } = await new Browser().follow(await fetch(url, { redirect: 'manual' }), sandbox.origin);
  expect(new URL(back).searchParams.get('error')).toBe('invalid_request');
});

test('a code is worth nothing with another verifier, and nothing a second time', async () => {
  const { url, verifier, state, nonce } = await anAttempt();
  const browser = new Browser();
  const page = await browser.follow(await browser.get(url.href), sandbox.origin);
  const back = await browser.follow(
    await browser.post(page.url, { person: listedPeople[2]?.id ?? '' }),
    sandbox.origin,
  );
  const redeem = (pkceCodeVerifier: string) =>
    client.authorizationCodeGrant(relyingParty, new URL(back.url), {
      pkceCodeVerifier,
      expectedState: state,
      expectedNonce: nonce,
    });
  await expect(redeem(client.randomPKCECodeVerifier())).rejects.toMatchObject({ error: 'invalid_grant' });
  await redeem(verifier);
  await expect(redeem(verifier)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a return address that was not agreed on is not used', async () => {
  const { url } = await anAttempt();
  url.searchParams.set('redirect_uri', 'https://evil.example/callback');
  const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('invalid_redirect_uri');
});

test('wrong details come back with a word about each, escaped, and without a login', async () => {
  const browser = new Browser();
  const page = await browser.follow(await browser.get((await anAttempt()).url.href), sandbox.origin);
  const answer = await browser.post(page.url, {
    name: '"><script>alert(1)</script>',
    birthDate: '1967-02-30',
    phone: '02-123-4567',
  });
  const text = await answer.text();
  expect(answer.status).toBe(422);
  expect(text).not.toContain('<script>');
  expect(text).toContain('&lt;script&gt;');
  expect(text.match(/aria-invalid="true"/g)).toHaveLength(2);
  expect(text).toContain('있는 날짜를');
});

test('the login page is Korean first, English when asked, and runs no scripts', async () => {
  const browser = new Browser();
  const page = await browser.follow(await browser.get((await anAttempt()).url.href), sandbox.origin);
  const korean = await page.response.text();
  const english = await (await browser.get(`${page.url}?lang=en`)).text();
  const byHeader = await (await browser.get(page.url, { 'accept-language': 'en-GB,en' })).text();
  expect(korean).toContain('<html lang="ko">');
  expect(english).toContain('Who would you like to be?');
  expect(byHeader).toContain('<html lang="en">');
  expect(korean).not.toMatch(/<script|\son\w+=|style=/);
  expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('a login page nobody was sent to says how to start again', async () => {
  const response = await fetch(`${sandbox.origin}/login/mobile/made-up`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('처음부터 다시');
  expect((await fetch(`${sandbox.origin}/login/nobody/made-up`)).status).toBe(404);
});

test('two dozen people: ten of the cohort, a family, unusual names, and some outside', () => {
  expect(listedPeople).toHaveLength(24);
  expect(new Set(listedPeople.map((person) => person.ci)).size).toBe(24);
  expect(listedPeople.filter(({ birthDate }) => /^196[78]/.test(birthDate))).toHaveLength(15);
  expect(listedPeople.filter((person) => person.group === 'family')).toHaveLength(3);
});
