import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Keyring, signTicket, verifyPass, verifySession, verifyTicket } from '@sunbeon/crypto';
import { testKeys } from '@sunbeon/test-kit';
import { createGate } from '../src/index.ts';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { admitted, joined } from './the-way-in.ts';

const variables = testKeys();
/** The same secrets as the gate's, to sign what no gate would. */
const secrets = {
  session: secretOf(variables.SESSION_KEYS),
  ticket: secretOf(variables.TICKET_KEYS),
  pass: secretOf(variables.PASS_KEYS),
};
const HOUR_MS = 3_600_000;

let gate: TestGate;
let windowId: string;
let person: TestPerson;
let tokens: { readonly session: string; readonly ticket: string; readonly pass: string };
beforeAll(async () => {
  gate = await aGate({ ...variables });
  windowId = await gate.openWindow();
  person = await aPerson(gate);
  const pass = await admitted(gate, windowId, person);
  tokens = { session: person.session, ticket: (await joined(gate, windowId, person)).ticket, pass };
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

type Kind = keyof typeof secrets;
const kinds: readonly Kind[] = ['session', 'ticket', 'pass'];

function secretOf(keyring: string): Buffer {
  return Buffer.from(keyring.split(':')[1] ?? '', 'base64url');
}

/** Where a token of each kind is shown, and what is said when it is none. */
async function show(kind: Kind, bearer: string): Promise<string> {
  switch (kind) {
    case 'session':
      return problemOf(await call(gate, 'GET', '/v1/identity/me', { bearer }));
    case 'ticket':
      return problemOf(await call(gate, 'POST', '/v1/admissions', { bearer }));
    case 'pass': {
      const headers = { 'Idempotency-Key': randomUUID() };
      return problemOf(await call(gate, 'POST', '/v1/bookings', { bearer, headers, json: { slots: ['1'] } }));
    }
    default:
      return kind satisfies never;
  }
}

type Parts = { readonly header: Record<string, unknown>; readonly payload: string };

/** The token with its parts rewritten and signed with the real key: only what was rewritten is hostile. */
function rewritten(kind: Kind, rewrite: (parts: Parts) => Parts): string {
  const [header = '', payload = ''] = tokens[kind].split('.');
  const parts = rewrite({ header: JSON.parse(textOf(header)), payload: textOf(payload) });
  const input = `${encode(JSON.stringify(parts.header))}.${encode(parts.payload)}`;
  return `${input}.${createHmac('sha256', secrets[kind]).update(input).digest('base64url')}`;
}

const renamed = (keyring: string) => keyring.replace(/^dev-/, 'dev-2-');
const textOf = (part: string) => Buffer.from(part, 'base64url').toString();
const encode = (text: string) => Buffer.from(text).toString('base64url');
const withHeader = (change: object) => (parts: Parts) => ({ ...parts, header: { ...parts.header, ...change } });
const withClaims = (change: object) => (parts: Parts) => ({
  ...parts,
  payload: JSON.stringify({ ...JSON.parse(parts.payload), ...change }),
});
const inAnHour = () => Math.floor((Date.now() + HOUR_MS) / 1_000);

const hostile: readonly (readonly [string, (kind: Kind) => string])[] = [
  ['alg none', (kind) => rewritten(kind, withHeader({ alg: 'none' })).replace(/[^.]*$/, '')],
  ['alg none, signed', (kind) => rewritten(kind, withHeader({ alg: 'none' }))],
  ['RS256 by the bytes of our key', (kind) => rewritten(kind, withHeader({ alg: 'RS256' }))],
  ['a kid that is a path', (kind) => rewritten(kind, withHeader({ kid: '../../../../dev/null' }))],
  ['a kid that is SQL', (kind) => rewritten(kind, withHeader({ kid: "x' UNION SELECT 'secret" }))],
  ['an unknown kid', (kind) => rewritten(kind, withHeader({ kid: 'dev-other' }))],
  ['jku', (kind) => rewritten(kind, withHeader({ jku: 'https://evil.example/keys' }))],
  ['x5u', (kind) => rewritten(kind, withHeader({ x5u: 'https://evil.example/cert' }))],
  ['jwk', (kind) => rewritten(kind, withHeader({ jwk: { kty: 'oct', k: 'AA' } }))],
  ['another audience', (kind) => rewritten(kind, withClaims({ aud: 'staff' }))],
  ['another issuer', (kind) => rewritten(kind, withClaims({ iss: 'someone' }))],
  ['expired', (kind) => rewritten(kind, withClaims({ exp: Math.floor(Date.now() / 1_000) - 1 }))],
  ['not valid yet', (kind) => rewritten(kind, withClaims({ nbf: inAnHour() }))],
  ['no end', (kind) => rewritten(kind, withClaims({ exp: undefined }))],
  ['an edited person', (kind) => edited(kind, { personKey: 'A'.repeat(22) })],
  ['an edited number', (kind) => edited(kind, { number: 1, birthDate: '1967-01-01' })],
  ['signed by somebody else', (kind) => `${tokens[kind].slice(0, tokens[kind].lastIndexOf('.'))}.${forged(kind)}`],
  ['over-long', (kind) => `${tokens[kind]}${'A'.repeat(15_000)}`],
  ...kinds.map((other) => [`a ${other}`, (kind: Kind) => (kind === other ? 'x' : tokens[other])] as const),
];

/** With the old signature. */
function edited(kind: Kind, change: object): string {
  const [header, payload = '', signature] = tokens[kind].split('.');
  return [header, encode(JSON.stringify({ ...JSON.parse(textOf(payload)), ...change })), signature].join('.');
}

function forged(kind: Kind): string {
  const input = tokens[kind].slice(0, tokens[kind].lastIndexOf('.'));
  return createHmac('sha256', randomBytes(32)).update(input).digest('base64url');
}

test.each(hostile)('%s opens nothing, whatever kind of token it claims to be', async (_name, token) => {
  const answers = [];
  for (const kind of kinds) answers.push(await show(kind, token(kind)));
  const refused = expect.stringMatching(
    /^(401 (session|ticket|pass)-invalid|401 login-required|431 |4\d\d, not a whole)/,
  );
  expect(answers).toEqual([refused, refused, refused]);
});

test('the rewriting used above leaves a good token good', async () => {
  expect(
    verifySession(
      gate.config.keys.session,
      rewritten('session', (parts) => parts),
    ),
  ).not.toBeNull();
  expect(
    verifyTicket(
      gate.config.keys.ticket,
      rewritten('ticket', (parts) => parts),
    ),
  ).not.toBeNull();
  expect(
    verifyPass(
      gate.config.keys.pass,
      rewritten('pass', (parts) => parts),
    ),
  ).not.toBeNull();
});

test('of a claim that stands there twice the same one counts everywhere: the last, and only if we signed it', () => {
  const twice = rewritten('ticket', ({ header, payload }) => ({
    header,
    payload: payload.replace('{', '{"number":1,'),
  }));
  const once = verifyTicket(gate.config.keys.ticket, tokens.ticket);
  expect(verifyTicket(gate.config.keys.ticket, twice)).toEqual(once);
});

test("another window's ticket and pass open nothing in this one", async () => {
  const other = await gate.openWindow();
  const claims = verifyTicket(gate.config.keys.ticket, tokens.ticket);
  if (claims === null) throw new TypeError('no ticket');
  const elsewhere = signTicket(gate.config.keys.ticket, { ...claims, windowId: other });
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: elsewhere }))).toBe('401 ticket-invalid');
});

test('a ticket of an epoch that never was opens nothing', async () => {
  const stranger = await aPerson(gate);
  const claims = verifyTicket(gate.config.keys.ticket, tokens.ticket);
  if (claims === null) throw new TypeError('no ticket');
  const later = signTicket(gate.config.keys.ticket, { ...claims, personKey: stranger.personKey, epoch: 9 });
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: later }))).toBe('503 line-unavailable');
});

test('one pass on two devices is one seat and one request for one key', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const submit = () => call(gate, 'POST', '/v1/bookings', { bearer: tokens.pass, headers, json: { slots: ['1'] } });
  const [one, other] = await Promise.all([submit(), submit()]);
  // The second is told to wait, if it comes while the first is being taken in.
  const received = one.status === 202 ? one : other;
  expect([202, 409]).toEqual(expect.arrayContaining([one.status, other.status]));
  const later = await submit();
  expect(later.status).toBe(202);
  expect(later.body).toEqual(received.body);
});

test('a ticket that has booked takes no seat again', async () => {
  const done = await aPerson(gate);
  const { ticket, number } = await joined(gate, windowId, done);
  await gate.room.callNext(windowId);
  expect((await call(gate, 'POST', '/v1/admissions', { bearer: ticket })).status).toBe(201);
  await gate.room.finish(windowId, number ?? 0);
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: ticket }))).toBe('409 already-finished');
});

test('a token in the address is not looked at', async () => {
  for (const name of ['token', 'ticket', 'access_token', 'session']) {
    const answer = await call(gate, 'GET', `/v1/tickets/me?${name}=${tokens.ticket}`);
    expect(problemOf(answer)).toBe('401 ticket-invalid');
  }
});

test('keys are rotated without logging anyone out, and a retired key opens nothing any more', async () => {
  const fresh = testKeys();
  const rings = (before: boolean) => {
    const ring = (now: string, old: string) => Keyring.parse(before ? `${renamed(now)},${old}` : renamed(now));
    return {
      ...gate.config.keys,
      session: ring(fresh.SESSION_KEYS, variables.SESSION_KEYS),
      ticket: ring(fresh.TICKET_KEYS, variables.TICKET_KEYS),
      pass: ring(fresh.PASS_KEYS, variables.PASS_KEYS),
      sealing: ring(fresh.SEALING_KEYS, variables.SEALING_KEYS),
    };
  };
  await using rotated = await createGate({ ...gate.config, keys: rings(true) });
  const behind = { ...gate, gate: rotated };
  const headers = { 'Idempotency-Key': randomUUID() };
  const answers = [
    await call(behind, 'GET', '/v1/identity/me', { bearer: tokens.session }),
    await call(behind, 'GET', '/v1/tickets/me', { bearer: tokens.ticket }),
    await call(behind, 'POST', '/v1/bookings', { bearer: tokens.pass, headers, json: { slots: ['1'] } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 202]);
  const again = await joined(behind, windowId, person);
  expect(verifyTicket(rings(false).ticket, again.ticket)).toMatchObject({ personKey: person.personKey });

  await using retired = await createGate({ ...gate.config, keys: rings(false) });
  const after = { ...gate, gate: retired };
  expect(problemOf(await call(after, 'GET', '/v1/identity/me', { bearer: tokens.session }))).toBe(
    '401 session-invalid',
  );
  expect(problemOf(await call(after, 'GET', '/v1/tickets/me', { bearer: tokens.ticket }))).toBe('401 ticket-invalid');
  expect((await call(after, 'GET', '/v1/tickets/me', { bearer: again.ticket })).status).toBe(200);
});
