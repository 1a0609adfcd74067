import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aGate, aPerson, OWN_ORIGIN, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

/** A join by cookie alone, as a browser sends it from some page. */
async function joinByCookie(headers: Readonly<Record<string, string>>) {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  const cookie = `sunbeon_session=${session}`;
  return call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { headers: { cookie, ...headers } });
}

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['another site', { origin: 'https://evil.example' }],
  ['a site that looks like ours', { origin: `${OWN_ORIGIN}.evil.example` }],
  ['another port of our host', { origin: 'http://localhost:9999' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['another site that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { 'sec-fetch-site': 'same-site' }],
])('a cookie does not join for %s', async (_name, headers) => {
  expect(problemOf(await joinByCookie(headers))).toBe('403 forbidden-origin');
});

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['our own pages', { origin: OWN_ORIGIN, 'sec-fetch-site': 'same-origin' }],
  ['a program', {}],
])('a cookie joins from %s', async (_name, headers) => {
  expect((await joinByCookie(headers)).status).toBe(201);
});

test('a bearer token is nobody’s accident: it works from anywhere', async () => {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  const headers = { origin: 'https://partner.example' };
  expect((await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session, headers })).status).toBe(201);
});

test('other sites may not read our answers', async () => {
  const answer = await call(gate, 'GET', '/v1/windows', { headers: { origin: 'https://evil.example' } });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test.each(['/v1/identity/providers', '/', '/docs/errors', '/nowhere'])(
  '%s allows no foreign script and no frame',
  async (path) => {
    const { headers } = await call(gate, 'GET', path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Powered-By')).toBeNull();
  },
);

test('own pages allow no inline style either', async () => {
  const { headers } = await call(gate, 'GET', '/');
  expect(headers.get('Content-Security-Policy')).not.toContain('unsafe-inline');
});

test('a forged Host chooses among our own origins and nothing else', async () => {
  const own = await loginRedirectFor('evil.example');
  expect(own).not.toContain('evil.example');
});

/** What a login answers to a request with this Host header, which fetch does not let one set. */
function loginRedirectFor(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${gate.gate.url}/v1/identity/login/nobody`, { headers: { host } }, (response) => {
      let text = JSON.stringify(response.headers);
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve(text));
    });
    asked.once('error', reject).end();
  });
}
