import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { blindIndexOf } from '@sunbeon/crypto';
import { type HttpServer, listen } from '@sunbeon/service-kit';
import { testKeys } from '@sunbeon/test-kit';
import { envToConfig } from '../src/index.ts';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf, type Question } from './call.ts';

interface Arrived {
  readonly call: string;
  readonly body: string;
  readonly network: string;
}

let api: HttpServer;
let gate: TestGate;
let behindProxy: TestGate;
let person: TestPerson;
const arrived: Arrived[] = [];

beforeAll(async () => {
  // Stands where api stands.
  api = await listen((req, res) => void note(req).then(() => res.end('{}')), '127.0.0.1', 0);
  gate = await aGate({ API_URL: `http://127.0.0.1:${api.port}` });
  behindProxy = await aGate({ API_URL: `http://127.0.0.1:${api.port}`, TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await behindProxy[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  person = await aPerson(gate);
  arrived.length = 0;
});

async function note(req: IncomingMessage): Promise<void> {
  const network = String(req.headers['x-client-network']);
  arrived.push({ call: `${req.method ?? ''} ${req.url ?? ''}`, body: await text(req), network });
}

const id = randomUUID();
const ask = (method: string, path: string, question: Question = {}) =>
  call(gate, method, `/v1/consents${path}`, { bearer: person.session, ...question });

/** What `api` is told of a network block by a gate. */
const digestOf = ({ config }: TestGate, block: string) => blindIndexOf(config.keys.person, block, 'network');

test('every call about consents reaches api as it was sent', async () => {
  await ask('GET', '');
  await ask('POST', '', { json: { name: '오현숙' } });
  await ask('POST', '/find', { json: { reference: 'F7Q-2KD' } });
  await ask('POST', `/${id}/code`);
  await ask('POST', `/${id}/code/check`, { json: { code: '012345' } });
  await ask('POST', `/${id}/give`);
  await ask('POST', `/${id}/refuse`);
  await ask('DELETE', `/${id}`);
  expect(arrived.map(({ call: made, body }) => `${made} ${body}`)).toEqual([
    'GET /v1/consents ',
    'POST /v1/consents {"name":"오현숙"}',
    'POST /v1/consents/find {"reference":"F7Q-2KD"}',
    `POST /v1/consents/${id}/code `,
    `POST /v1/consents/${id}/code/check {"code":"012345"}`,
    `POST /v1/consents/${id}/give `,
    `POST /v1/consents/${id}/refuse `,
    `DELETE /v1/consents/${id} `,
  ]);
});

test('who has no session, comes from another site, or asks by another method is answered here', async () => {
  expect(problemOf(await ask('POST', '', { bearer: '' }))).toBe('401 login-required');
  expect(problemOf(await ask('PUT', ''))).toBe('405 method-not-allowed');
  expect(problemOf(await ask('GET', `/${id}/give`))).toBe('405 method-not-allowed');
  const headers = { cookie: `sunbeon_session=${person.session}`, origin: 'https://elsewhere.example' };
  const byCookie = await call(gate, 'DELETE', `/v1/consents/${id}`, { headers });
  expect(problemOf(byCookie)).toBe('403 forbidden-origin');
  expect(arrived).toEqual([]);
});

test('whoever asks for more than thirty things an hour, or twenty in ten seconds, is told to wait', async () => {
  const answers: string[] = [];
  for (let times = 0; times < 31; times += 1) {
    const answer = await ask('POST', `/${id}/give`);
    answers.push(answer.status === 200 ? '200' : problemOf(answer));
    if (answer.status === 429) break;
  }
  expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => '200'));
  expect(answers.at(-1)).toBe('429 too-many-requests');
});

test('api is told the network block as a keyed digest, and by nobody but the gate', async () => {
  const headers = {
    'x-client-network': 'A'.repeat(22),
    'x-forwarded-for': '203.0.113.7',
    forwarded: 'for=203.0.113.7',
  };
  await ask('GET', '', { headers });
  expect(arrived[0]?.network).toBe(digestOf(gate, '127.0.0.0/24'));
});

test('what a named proxy says is believed as far as it was written by named proxies', async () => {
  const someone = await aPerson(behindProxy);
  const from = async (forwarded: string) => {
    arrived.length = 0;
    await call(behindProxy, 'GET', '/v1/consents', {
      bearer: someone.session,
      headers: { 'x-forwarded-for': forwarded },
    });
    return arrived[0]?.network;
  };
  expect(await from('203.0.113.7')).toBe(digestOf(behindProxy, '203.0.113.0/24'));
  expect(await from('198.51.100.9, 203.0.113.7, 10.1.2.3')).toBe(digestOf(behindProxy, '203.0.113.0/24'));
  expect(await from('not an address')).toBe(digestOf(behindProxy, 'unknown'));
});

test.each(['0.0.0.0/0', '::/0', 'loopback', '10.0.0.0/33', 'example.com'])('nobody is made a proxy by %s', (named) => {
  const env = { REDIS_URL: 'redis://127.0.0.1:1', API_URL: 'http://127.0.0.1:9', PUBLIC_ORIGINS: 'http://localhost:1' };
  const read = (proxies: string) => envToConfig({ ...env, ...testKeys(), TRUSTED_PROXIES: proxies });
  expect(read('10.0.0.0/8,2001:db8::/32,192.0.2.1').trustedProxies).toHaveLength(3);
  expect(() => read(named)).toThrow(/TRUSTED_PROXIES/);
});
