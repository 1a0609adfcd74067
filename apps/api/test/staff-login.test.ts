import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { staffLoginAnswerSchema } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { aMember, anInvitation, codeOf, forgetCodes, type TestMember } from './members.ts';

let house: TestApi;
const NO_CREDENTIALS = {};

beforeAll(async () => {
  house = await anApi();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

function logIn(member: TestMember, given: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const { login } = member.member;
  const body = { login, password: member.password, code: codeOf(member.secret, 1), ...given };
  return house.staff('POST', '/v1/staff/sessions', body, headers);
}

/** What a browser keeps of an answer, to send it again. */
async function cookiesOf(member: TestMember): Promise<Record<string, string>> {
  await forgetCodes(house);
  const response = await fetch(`http://127.0.0.1:${house.api.staffPort}/v1/staff/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: member.member.login, password: member.password, code: codeOf(member.secret) }),
  });
  expect(response.status).toBe(201);
  const set = response.headers.getSetCookie();
  for (const cookie of set) expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
  return { cookie: set.map((cookie) => cookie.split(';', 1)[0]).join('; ') };
}

const LOCKED = { status: 429, body: { code: 'staff-login-locked' } };
const FAILED = { status: 401, body: { code: 'staff-login-failed' } };

test('a member takes up the invitation, logs in, sees where, and logs out', async () => {
  const member = await aMember(house, 'operator');
  const answer = await logIn(member);
  expect(answer).toMatchObject({ status: 201, body: { member: { role: 'operator', siteId: null } } });
  const { token } = staffLoginAnswerSchema.parse(answer.body);
  const headers = { authorization: `Bearer ${token}` };
  expect(await house.staff('GET', '/v1/staff/me', undefined, headers)).toMatchObject({ body: member.member });
  const { body } = await house.staff('GET', '/v1/staff/sessions', undefined, headers);
  expect(Object(body).sessions.map((session: { current: boolean }) => session.current)).toEqual([true, false]);
  expect(await house.staff('DELETE', '/v1/staff/sessions/current', undefined, headers)).toMatchObject({ status: 204 });
  expect(await house.staff('GET', '/v1/staff/me', undefined, headers)).toMatchObject({ status: 401 });
  expect(await house.staff('GET', '/v1/staff/me', undefined, member.headers)).toMatchObject({ status: 200 });
});

test('neither token, password nor secret is kept readable', async () => {
  const { token, password, secret, member } = await aMember(house, 'agent');
  const row = await house.store.prisma.staffMember.findUniqueOrThrow({
    where: { id: member.id },
    include: { sessions: true },
  });
  const kept = JSON.stringify(row);
  for (const readable of [token, password, secret]) expect(kept).not.toContain(readable);
  expect(row.passwordHash).toMatch(/^\$argon2id\$/);
});

test('a code counts once: of several logins raced with it one gets in', async () => {
  const member = await aMember(house, 'agent');
  const answers = await Promise.all(Array.from({ length: 4 }, () => logIn(member)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401, 401, 401]);
  expect(await logIn(member, { code: codeOf(member.secret) })).toMatchObject(FAILED);
});

test('whoever guesses is told the same of every login, and after five guesses the same again', async () => {
  const member = await aMember(house, 'admin');
  const wrong: Record<string, string>[] = [
    { password: 'not the password' },
    { code: '000000' },
    { password: 'not the password', code: '000000' },
  ];
  const nobody = { login: 'nobody-works-here' };
  const told = [];
  for (const given of wrong) {
    for (const who of [{}, nobody]) {
      const { status, body } = await logIn(member, { ...given, ...who });
      told.push(JSON.stringify({ status, ...Object(body), instance: '' }));
    }
  }
  expect(new Set(told).size).toBe(1);
  const raced = await Promise.all(Array.from({ length: 12 }, () => logIn(member, { password: 'not the password' })));
  expect(raced.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    401,
    401,
    ...Array.from({ length: 10 }, () => 429),
  ]);
  await forgetCodes(house);
  expect(await logIn(member)).toMatchObject(LOCKED);
  for (let guess = 0; guess < 2; guess += 1) expect(await logIn(member, nobody)).toMatchObject(FAILED);
  expect(await logIn(member, nobody)).toMatchObject(LOCKED);
});

test('who uses up the attempts of a colleague keeps them out neither from their own device nor for ever', async () => {
  const member = await aMember(house, 'agent');
  const device = await cookiesOf(member);
  await Promise.all(Array.from({ length: 9 }, () => logIn(member, { password: 'not the password' })));
  await forgetCodes(house);
  expect(await logIn(member)).toMatchObject(LOCKED);
  expect(await logIn(member, {}, device)).toMatchObject({ status: 201 });
  expect(await logIn(await aMember(house, 'agent'), {}, device)).toMatchObject({ status: 201 });
  await house.store.prisma.staffAttempt.updateMany({ data: { endsAt: new Date(0) } });
  await forgetCodes(house);
  expect(await logIn(member)).toMatchObject({ status: 201 });
});

test('a stolen device is no better at guessing, and a made-up one is none', async () => {
  const member = await aMember(house, 'agent');
  const device = await cookiesOf(member);
  const wrong = { password: 'not the password' };
  const guesses = await Promise.all(Array.from({ length: 8 }, () => logIn(member, wrong, device)));
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
  await forgetCodes(house);
  expect(await logIn(member, {}, device)).toMatchObject(LOCKED);
  const made = { cookie: 'sunbeon_staff_device=eyJhbGciOiJub25lIn0.eyJsb2dpbiI6IngifQ.' };
  expect(await logIn(member, wrong, made)).toMatchObject(FAILED);
});

test('a cookie alone changes nothing for another site', async () => {
  const member = await aMember(house, 'admin');
  const cookie = await cookiesOf(member);
  const invite = { login: `by-cookie-${Date.now()}`, name: '김철수', role: 'agent' };
  const from = (headers: Record<string, string>) =>
    house.staff('POST', '/v1/staff/members', invite, { ...cookie, ...headers });
  for (const headers of [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    expect(await from(headers)).toMatchObject({ status: 403, body: { code: 'forbidden-origin' } });
  }
  expect(await from({ origin: `http://127.0.0.1:${house.api.staffPort}` })).toMatchObject({ status: 201 });
  expect(await house.staff('GET', '/v1/staff/me', undefined, cookie)).toMatchObject({ status: 200 });
});

test('an invitation works once, with a password that is one, and not after it has ended', async () => {
  const { token, totp } = await anInvitation(house, 'agent');
  const accept = (given: Record<string, string> = {}) =>
    house.staff(
      'POST',
      '/v1/staff/invitations/accept',
      { token, password: '순번을 기다리는 사람들', code: codeOf(totp.secret), ...given },
      {},
    );
  for (const password of ['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(129), '']) {
    expect(await accept({ password })).toMatchObject({ status: 400 });
  }
  expect(await accept({ code: '000000' })).toMatchObject(FAILED);
  const raced = await Promise.all([accept(), accept(), accept()]);
  expect(raced.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 404, 404]);
  for (const gone of [token, 'made-up']) {
    expect(await house.staff('POST', '/v1/staff/invitations/look', { token: gone }, {})).toMatchObject({
      status: 404,
      body: { code: 'invitation-unknown' },
    });
  }
  const late = await anInvitation(house, 'agent');
  await house.store.prisma.staffMember.updateMany({
    where: { state: 'invited' },
    data: { invitationExpiresAt: new Date(0) },
  });
  expect(await house.staff('POST', '/v1/staff/invitations/look', { token: late.token }, {})).toMatchObject({
    status: 404,
  });
});

test('nobody changes their own account, and what is changed ends every session of it', async () => {
  const admin = await aMember(house, 'admin');
  const clinic = await aMember(house, 'clinic');
  const role = { role: 'agent', reason: '부서 이동' };
  const post = (id: string, what: string, body?: unknown) =>
    house.staff('POST', `/v1/staff/members/${id}/${what}`, body, admin.headers);
  for (const [what, body] of [
    ['disable', undefined],
    ['reset', undefined],
    ['role', role],
  ] as const) {
    expect(await post(admin.member.id, what, body)).toMatchObject({ status: 409, body: { code: 'staff-conflict' } });
  }
  expect(await post(clinic.member.id, 'role', { ...role, siteId: 'a' })).toMatchObject({ status: 400 });
  expect(await post(clinic.member.id, 'role', role)).toMatchObject({
    status: 200,
    body: { role: 'agent', siteId: null },
  });
  expect(await house.staff('GET', '/v1/staff/me', undefined, clinic.headers)).toMatchObject({ status: 401 });
  expect(await post(clinic.member.id, 'disable')).toMatchObject({ status: 200, body: { state: 'disabled' } });
  await forgetCodes(house);
  expect(await logIn(clinic)).toMatchObject(FAILED);
  expect(await post(clinic.member.id, 'reset')).toMatchObject({ status: 200, body: { member: { state: 'invited' } } });
  expect(await logIn(clinic)).toMatchObject(FAILED);
  expect(await post('nobody', 'disable')).toMatchObject({ status: 404, body: { code: 'staff-unknown' } });
  const subject = `staff:${clinic.member.login}`;
  const trail = await house.store.prisma.auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } });
  expect(trail.map(({ actor, action }) => [actor, action])).toEqual([
    ['staff-key', 'staff.invite'],
    [clinic.member.login, 'staff.accept'],
    [admin.member.login, 'staff.role'],
    [admin.member.login, 'staff.disable'],
    [admin.member.login, 'staff.reset'],
  ]);
});

test('an admin ends anybody’s session, an agent only their own', async () => {
  const [admin, agent, other] = [
    await aMember(house, 'admin'),
    await aMember(house, 'agent'),
    await aMember(house, 'agent'),
  ];
  const { body } = await house.staff('GET', `/v1/staff/members/${other.member.id}/sessions`, undefined, admin.headers);
  const [{ id }] = Object(body).sessions;
  expect(await house.staff('DELETE', `/v1/staff/sessions/${id}`, undefined, agent.headers)).toMatchObject({
    status: 404,
  });
  expect(await house.staff('DELETE', `/v1/staff/sessions/${id}`, undefined, admin.headers)).toMatchObject({
    status: 204,
  });
  expect(await house.staff('GET', '/v1/staff/me', undefined, other.headers)).toMatchObject({ status: 401 });
});

test('a session ends when nobody uses it', async () => {
  const { headers, member } = await aMember(house, 'agent');
  const hourAgo = new Date(Date.now() - 3_600_000);
  await house.store.prisma.staffSession.updateMany({ where: { staffId: member.id }, data: { lastSeenAt: hourAgo } });
  expect(await house.staff('GET', '/v1/staff/me', undefined, headers)).toMatchObject({ status: 401 });
});

test('what staff do is in the audit trail by their own name', async () => {
  const operator = await aMember(house, 'operator');
  const id = `named-${Date.now()}`;
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const body = { id, cohort, opensAt: '2031-07-19T11:00:00Z', closesAt: '2031-07-20T09:00:00Z' };
  await house.staff('POST', '/v1/staff/windows', body, operator.headers);
  await house.staff('POST', `/v1/staff/windows/${id}/agent-seats`, { agentSeats: 3 }, operator.headers);
  await house.staff('POST', `/v1/staff/windows/${id}/pause`, undefined, operator.headers);
  await house.staff(
    'POST',
    `/v1/staff/windows/${id}/slots`,
    { sites: 1, days: 1, timesPerDay: 1, capacity: 1 },
    operator.headers,
  );
  const trail = await house.store.prisma.auditEntry.findMany({ where: { subject: id }, orderBy: { id: 'asc' } });
  const { login } = operator.member;
  const actions = ['window.create', 'window.agent-seats', 'window.pause', 'slots.generate'];
  expect(trail.map(({ actor, action }) => [actor, action])).toEqual(actions.map((action) => [login, action]));
  expect(await house.room.window(id)).toMatchObject({ agentSeats: 3 });
});

test.each([
  ['nothing', {}],
  ['a list for a login', { login: ['a'], password: 'x', code: '123456' }],
  ['a code with letters', { login: 'a', password: 'x', code: '12345x' }],
  ['a password of a megabyte', { login: 'a', password: 'x'.repeat(60_000), code: '123456' }],
  ['a field more', { login: 'a', password: 'x', code: '123456', role: 'admin' }],
])('%s is no login', async (_what, body) => {
  expect(await house.staff('POST', '/v1/staff/sessions', body, NO_CREDENTIALS)).toMatchObject({ status: 400 });
});

test.each([
  ['the name of the staff key', { login: 'staff-key' }],
  ['the name of whoever acts for somebody', { login: 'delegate' }],
  ['a login in capitals', { login: 'Kim' }],
  ['a login that ends a line', { login: 'kim\n' }],
  ['a name that cannot be seen', { name: '\u3164' }],
  ['a role nobody has', { role: 'root' }],
  ['a clinic without a site', { role: 'clinic' }],
  ['a site nobody knows', { role: 'clinic', siteId: 'nowhere' }],
  ['an agent with a site', { siteId: 'a' }],
  ['a state of their own', { state: 'active' }],
])('nobody is invited with %s', async (_what, given) => {
  const body = { login: 'somebody', name: '김철수', role: 'agent', ...given };
  expect(await house.staff('POST', '/v1/staff/members', body)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});

test('a login is never given to somebody else', async () => {
  const { member } = await aMember(house, 'agent');
  const body = { login: member.login, name: '김철수', role: 'agent' };
  expect(await house.staff('POST', '/v1/staff/members', body)).toMatchObject({
    status: 409,
    body: { code: 'staff-conflict' },
  });
});

test('an attempt that found too many before it is no guess', async () => {
  const member = await aMember(house, 'agent');
  const flood = await Promise.all(
    Array.from({ length: 40 }, (_, n) => logIn(member, { login: `flood-${n}`, password: 'x' })),
  );
  for (const { status, body } of flood) expect([401, 'overloaded']).toContain(status === 401 ? 401 : Object(body).code);
  const counted = await house.store.prisma.staffAttempt.findMany({ where: { attempts: 0 } });
  expect(counted.length).toBeGreaterThanOrEqual(flood.filter(({ status }) => status === 503).length);
});
