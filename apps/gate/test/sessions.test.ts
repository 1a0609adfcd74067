import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginSession, signSession, verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { SessionEnds } from '@sunbeon/waiting-room';
import { createGate, type Gate } from '../src/index.ts';
import { aGate, aPerson, OWN_ORIGIN, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf } from './call.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let gate: TestGate;
let another: Gate;
let ends: SessionEnds;

beforeAll(async () => {
  gate = await aGate({ SESSION_IDLE_HOURS: '48', SESSION_DAYS: '7' });
  another = await createGate(gate.config);
  ends = new SessionEnds(gate.redis, gate.config.redisPrefix);
});
afterAll(async () => {
  await another[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
});

const me = (at: TestGate, session: string) => call(at, 'GET', '/v1/identity/me', { bearer: session });
const bothGates = () => [gate, { ...gate, gate: another }];

/** A session as the person had it from a login so long ago. */
function sessionFrom(person: TestPerson, agoMs: number): string {
  const { personKey, birthDate, sealedContact, provider } =
    verifySession(gate.config.keys.session, person.session) ?? fail();
  const atMs = Date.now() - agoMs;
  const start = { personKey, birthDate, sealedContact, provider, verifiedAtMs: atMs };
  return signSession(gate.config.keys.session, beginSession(start, gate.config.sessionLifetime, atMs));
}

function fail(): never {
  throw new TypeError('no session');
}

test('whoever ends their sessions is nobody at every gate soon; a login afterwards is good, and nobody else notices', async () => {
  const [person, bystander] = await Promise.all([aPerson(gate), aPerson(gate)]);
  const old = sessionFrom(person, HOUR_MS);
  for (const at of bothGates()) expect((await me(at, old)).status).toBe(200);

  await ends.note([{ personKey: person.personKey, endedAtMs: Date.now() - 1_000 }]);
  const windowId = await gate.openWindow();
  for (const at of bothGates()) {
    await eventually(async () => expect(problemOf(await me(at, old))).toBe('401 session-invalid'));
    expect(problemOf(await call(at, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: old }))).toBe(
      '401 session-invalid',
    );
    const plain = await call(at, 'GET', `/windows/${windowId}/plain`, {
      headers: { cookie: `sunbeon_session=${old}` },
    });
    expect(plain.body).toContain('본인 확인이 필요합니다.');
    expect((await me(at, sessionFrom(person, 0))).status).toBe(200);
    expect((await me(at, bystander.session)).status).toBe(200);
  }
});

test('an end is remembered while Redis has lost it', async () => {
  const person = await aPerson(gate);
  const old = sessionFrom(person, HOUR_MS);
  await ends.note([{ personKey: person.personKey, endedAtMs: Date.now() - 1_000 }]);
  await eventually(async () => expect((await me(gate, old)).status).toBe(401));
  await gate.redis.del(`${gate.config.redisPrefix}:session-ends`);
  const other = await aPerson(gate);
  await ends.note([{ personKey: other.personKey, endedAtMs: Date.now() }]);
  await eventually(async () => expect((await me(gate, sessionFrom(other, HOUR_MS))).status).toBe(401));
  expect((await me(gate, old)).status).toBe(401);
});

/** The session that a browser has after it asked who it is; `null` when it keeps the one it has. */
async function afterLooking(session: string): Promise<ReturnType<typeof verifySession>> {
  const { status, headers } = await call(gate, 'GET', '/v1/identity/me', {
    headers: { cookie: `sunbeon_session=${session}`, host: new URL(OWN_ORIGIN).host },
  });
  expect(status).toBe(200);
  const [line] = headers.getSetCookie();
  const token = /^sunbeon_session=([^;]+); .*HttpOnly; SameSite=Lax$/.exec(line ?? '')?.[1];
  return token === undefined ? null : verifySession(gate.config.keys.session, token);
}

test('a session in use lives on, as the same one, and never beyond the verification', async () => {
  const person = await aPerson(gate);
  expect(await afterLooking(sessionFrom(person, 23 * HOUR_MS))).toBeNull();

  const old = sessionFrom(person, 30 * HOUR_MS);
  const before = verifySession(gate.config.keys.session, old);
  const after = await afterLooking(old);
  expect(after).toEqual({ ...before, expiresAtMs: after?.expiresAtMs });
  expect((after?.expiresAtMs ?? 0) - Date.now()).toBeGreaterThan(47 * HOUR_MS);

  const lastDay = signSession(gate.config.keys.session, {
    ...(before ?? fail()),
    verifiedAtMs: Date.now() - 6.5 * DAY_MS,
    expiresAtMs: Date.now() + HOUR_MS,
  });
  expect((await afterLooking(lastDay))?.expiresAtMs).toBeLessThanOrEqual(Date.now() + 12 * HOUR_MS);
});

test('a bearer token is left as it is: a program logs in again', async () => {
  const old = sessionFrom(await aPerson(gate), 40 * HOUR_MS);
  expect((await me(gate, old)).headers.getSetCookie()).toEqual([]);
});

test('an ended session is not renewed, and one that was renewed ends with the others', async () => {
  const person = await aPerson(gate);
  const old = sessionFrom(person, 30 * HOUR_MS);
  const renewed = signSession(gate.config.keys.session, (await afterLooking(old)) ?? fail());
  await ends.note([{ personKey: person.personKey, endedAtMs: Date.now() - 1_000 }]);
  for (const session of [old, renewed])
    await eventually(async () => expect((await me(gate, session)).status).toBe(401));
});
