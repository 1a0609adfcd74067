import { Redis } from 'ioredis';
import { aPerson, type TestGate } from '../a-gate.ts';
import { call, problemOf } from '../call.ts';
import { admitted } from '../the-way-in.ts';
import { lastRequest, say } from '../wire.ts';
import { type Attempt, answersTo } from './an-attempt.ts';

const POISON = {
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'http',
  'X-Original-URL': '/v1/identity/me',
  'X-Rewrite-URL': '/v1/identity/me',
  'X-HTTP-Method-Override': 'DELETE',
  Forwarded: 'host=evil.example',
};

function get(attempt: string, gets: string, path: string): Attempt {
  return { attempt, gets, run: (gate) => answersTo(gate, lastRequest(`GET ${path}`)) };
}

/** Joins by cookie alone, as a page somewhere else makes a browser do. */
async function joinByCookie(gate: TestGate, headers: Readonly<Record<string, string>>, raw?: string): Promise<string> {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  const cookie = `sunbeon_session=${session}`;
  const question = { headers: { cookie, ...headers }, ...(raw === undefined ? {} : { raw }) };
  return problemOf(await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, question));
}

/** The answer to a page with headers that mean to change it for everybody else, against the same without them. */
async function poisoned(gate: TestGate): Promise<string> {
  const path = 'GET /';
  const [clean] = await say(gate, lastRequest(path));
  const [answer] = await say(gate, lastRequest(path, POISON));
  const isSame = clean?.body === answer?.body && clean?.status === answer?.status;
  return `${answer?.status ?? 0}, ${isSame && !answer?.head.includes('evil') ? 'the same for everybody' : 'changed'}`;
}

async function longKey(gate: TestGate): Promise<string> {
  const bearer = await admitted(gate, await gate.openWindow(), await aPerson(gate));
  const headers = { 'Idempotency-Key': 'k'.repeat(10_000) };
  return problemOf(await call(gate, 'POST', '/v1/bookings', { bearer, headers, json: { slots: ['1'] } }));
}

async function forgedHost(gate: TestGate): Promise<string> {
  const [answer] = await say(gate, lastRequest('GET /v1/identity/login/nobody', { Host: 'evil.example' }));
  return `${answer?.status ?? 0}, ${`${answer?.head}${answer?.body}`.includes('evil') ? 'repeated' : 'nowhere repeated'}`;
}

/** Redis takes nothing more in: people are told to come again, and get their numbers once it does. */
async function fullRedis(gate: TestGate): Promise<string> {
  const windowId = await gate.openWindow();
  const people = [await aPerson(gate), await aPerson(gate)];
  const redis = new Redis(gate.config.redisUrl);
  const join = async (index: number) => {
    const path = `/v1/windows/${windowId}/tickets`;
    const answer = await call(gate, 'POST', path, { bearer: people[index]?.session ?? '' });
    return answer.status < 400 ? String(answer.status) : problemOf(answer);
  };
  try {
    await redis.config('SET', 'maxmemory', '1');
    const full = await join(0);
    await redis.config('SET', 'maxmemory', '0');
    return `${full}; with room again ${await join(0)}`;
  } finally {
    await redis.config('SET', 'maxmemory', '0');
    redis.disconnect();
  }
}

/** What is tried with addresses, pages of other sites, caches and keys. */
export const pageAttempts: readonly Attempt[] = [
  get('`%2e%2e` in an address', '404 not-found', '/v1/%2e%2e/%2e%2e/etc/passwd'),
  get('the same encoded twice', '404 not-found', '/assets/%252e%252e/%252e%252e/package.json'),
  get('dots and backslashes', '404 not-found', '/assets/..\\..\\package.json'),
  get('half an encoded character', '400 invalid-request', '/v1/windows/%E0%A4%A/draw'),
  get('a parameter twice', '400 invalid-request', '/v1/slots?window=a&window=b'),
  get('a parameter as a list', '400 invalid-request', '/v1/slots?window[]=a'),
  { attempt: 'a forged Host', gets: '404, nowhere repeated', run: forgedHost },
  { attempt: 'headers that would poison a cache', gets: '200, the same for everybody', run: poisoned },
  {
    attempt: 'another site’s page joins, by the cookie',
    gets: '403 forbidden-origin',
    run: (gate) => joinByCookie(gate, { origin: 'https://evil.example' }),
  },
  {
    attempt: 'a sandboxed frame joins (`Origin: null`)',
    gets: '403 forbidden-origin',
    run: (gate) => joinByCookie(gate, { origin: 'null' }),
  },
  {
    attempt: 'a form of another site carries JSON as text/plain, by the cookie and without an origin',
    gets: '415 unsupported-media-type',
    run: (gate) => joinByCookie(gate, { 'Content-Type': 'text/plain' }, '{}'),
  },
  { attempt: 'an `Idempotency-Key` of 10,000 characters', gets: '400 invalid-request', run: longKey },
  { attempt: 'Redis has no memory left', gets: '503 line-unavailable; with room again 201', run: fullRedis },
];
