import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { civilDateSchema } from '@sunbeon/core';
import { aGate, aPerson, OWN_ORIGIN, type TestGate, type TestPerson } from './a-gate.ts';
import { call } from './call.ts';
import { joined } from './the-way-in.ts';

let gate: TestGate;
const provider = {
  id: 'sandbox',
  name: { ko: '모의 <확인>', en: 'Sandbox' },
  issuer: 'http://localhost:9',
  clientId: 'sunbeon',
  clientSecret: 'secret',
};
beforeAll(async () => {
  gate = await aGate({ IDENTITY_PROVIDERS: JSON.stringify([provider]) });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const page = (windowId: string, person?: TestPerson, headers: Readonly<Record<string, string>> = {}) =>
  call(gate, 'GET', `/windows/${windowId}/plain`, {
    headers: { ...(person ? { cookie: `sunbeon_session=${person.session}` } : {}), ...headers },
  });
const take = (
  windowId: string,
  person: TestPerson,
  headers: Readonly<Record<string, string>> = { Origin: OWN_ORIGIN },
) =>
  call(gate, 'POST', `/windows/${windowId}/plain`, {
    headers: {
      cookie: `sunbeon_session=${person.session}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    raw: '',
  });

test('someone unknown is led to a way to verify that comes back here', async () => {
  const windowId = await gate.openWindow();
  const answer = await page(windowId);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/html/);
  expect(answer.body).toContain('본인 확인이 필요합니다.');
  expect(answer.body).toContain(`/v1/identity/login/sandbox?returnTo=%2Fwindows%2F${windowId}%2Fplain`);
  expect(answer.body).toContain('모의 &lt;확인&gt;');
});

test('a notice and the opening announced before are told, whatever they say', async () => {
  const movedFromMs = Date.parse('2031-07-19T11:00:00Z');
  const notice = { ko: '<b>점검</b> 중', en: 'Maintenance', at: '2031-07-19T10:00:00.000Z' };
  const opensAtMs = movedFromMs + 7_200_000;
  const windowId = await gate.openWindow({ opensAtMs, closesAtMs: opensAtMs + 1, movedFromMs, notice });
  const { body } = await page(windowId, await aPerson(gate));
  expect(body).toContain('&lt;b&gt;점검&lt;/b&gt; 중');
  expect(body).toMatch(/<s>[^<]+<\/s> [^<]+/);
  expect((await page(windowId, undefined, { 'Accept-Language': 'en' })).body).toContain('Maintenance');
});

test('a form takes the number, and the page then tells number, place and when it looks again', async () => {
  const windowId = await gate.openWindow({ maxActive: 1, remaining: 1_234 });
  await joined(gate, windowId, await aPerson(gate));
  const person = await aPerson(gate);
  expect((await page(windowId, person)).body).toContain(`<form method="post" action="/windows/${windowId}/plain">`);
  const taken = await take(windowId, person);
  expect([taken.status, taken.headers.get('Location')]).toEqual([303, `/windows/${windowId}/plain`]);
  const { body } = await page(windowId, person, { 'Accept-Language': 'en' });
  expect(body).toMatch(/<dt>Your number<\/dt><dd>2<\/dd><dt>Ahead of you<\/dt><dd>1<\/dd>/);
  expect(body).toMatch(/<meta http-equiv="refresh" content="\d+; url=\/windows\/[\w-]+\/plain">/);
  await expect(joined(gate, windowId, person)).resolves.toMatchObject({ number: 2 });
});

test('it says when it is their turn, and when they have booked', async () => {
  const windowId = await gate.openWindow();
  const person = await aPerson(gate);
  await take(windowId, person);
  await gate.room.callNext(windowId);
  expect((await page(windowId, person)).body).toContain('들어가실 수 있습니다.');
  await gate.room.finish(windowId, 1);
  const finished = await page(windowId, person);
  expect(finished.body).toContain('이미 예약을 마치셨습니다.');
  expect(finished.body).not.toContain('http-equiv="refresh"');
});

test('before the opening it shows when, and gives nothing', async () => {
  const windowId = await gate.openWindow({ opensAtMs: Date.now() + 600_000 });
  const person = await aPerson(gate);
  const { body } = await page(windowId, person);
  expect(body).toContain('아직 시작하지 않았습니다.');
  expect(body).not.toContain('<form');
  const refused = await take(windowId, person);
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('아직 예약 시작 전입니다');
});

test('whoever is not of the cohort reads which rule refused', async () => {
  const windowId = await gate.openWindow();
  const refused = await take(windowId, await aPerson(gate, civilDateSchema.parse('1969-01-01')));
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('생년월일이 대상 기간보다 늦습니다.');
});

test('no other site can make a browser take a number', async () => {
  const windowId = await gate.openWindow();
  const person = await aPerson(gate);
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    expect((await take(windowId, person, headers)).status).toBe(403);
  }
  await expect(gate.room.placeOf(windowId, person.personKey)).resolves.toBeNull();
});

test('nothing on it can run, and nothing of it is kept or taken for markup', async () => {
  const windowId = await gate.openWindow({ title: '<script>alert(1)</script>&"' });
  const answer = await page(windowId, await aPerson(gate));
  expect(answer.body).not.toContain('<script');
  expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;');
  expect(answer.headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/,
  );
  expect(answer.headers.get('Referrer-Policy')).toBe('same-origin');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Vary')).toContain('Cookie');
  expect(String(answer.body).length).toBeLessThan(2_000);
});

test('a browser without scripts is led here by the page itself; unknown windows have no page', async () => {
  const windowId = await gate.openWindow();
  const led = await call(gate, 'GET', `/windows/${windowId}?plain`);
  expect([led.status, led.headers.get('Location')]).toEqual([303, `/windows/${windowId}/plain`]);
  expect((await page('nowhere')).status).toBe(404);
  expect((await page('%3Cscript%3E')).status).toBe(404);
});
