import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { type Answer, call } from './call.ts';
import { joined } from './the-way-in.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const status = (windowId: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  call(gate, method, `/v1/windows/${windowId}/status`, { headers: { 'Cache-Control': 'max-age=0', ...headers } });

function step({ body }: Answer): number {
  return Math.floor(Date.parse(String(Object(body).serverTime)) / 5_000);
}

/** Two looks within the same five seconds of the server's clock. */
async function etagsOf(windowId: string): Promise<[string, string]> {
  return eventually(async () => {
    const first = await status(windowId);
    const second = await eventually(async () => {
      const later = await status(windowId);
      expect(Object(later.body).serverTime).not.toBe(Object(first.body).serverTime);
      return later;
    });
    expect(step(second)).toBe(step(first));
    return [first.headers.get('ETag') ?? '', second.headers.get('ETag') ?? ''];
  });
}

test('time that merely passes changes no ETag', async () => {
  const windowId = await gate.openWindow();
  const [first, second] = await etagsOf(windowId);
  expect(first).toMatch(/^"[\w-]{22}"$/);
  expect(second).toBe(first);
});

test('someone who joins, and a window that moves, do', async () => {
  const windowId = await gate.openWindow();
  const before = (await status(windowId)).headers.get('ETag') ?? '';
  await joined(gate, windowId, await aPerson(gate));
  await eventually(async () => {
    const after = await status(windowId, { 'If-None-Match': before });
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ issued: 1 });
    expect(after.headers.get('ETag')).not.toBe(before);
  });
});

test('whoever has it already, in a list, weakly or by asterisk, gets 304 with the validators and no body', async () => {
  const windowId = await gate.openWindow();
  await eventually(async () => {
    const etag = (await status(windowId)).headers.get('ETag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await status(windowId, { 'If-None-Match': known });
      expect([known, again.status, again.body]).toEqual([known, 304, '']);
      expect(again.headers.get('ETag')).toBe(etag);
      expect(again.headers.get('Cache-Control')).toBe('public, max-age=1');
    }
  });
  expect((await status(windowId, { 'If-None-Match': '"other"' })).status).toBe(200);
});

test('it carries nothing that would keep a shared cache from sharing it, and no age it does not have', async () => {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  const answer = await status(windowId, { cookie: `sunbeon_session=${session}`, 'Accept-Language': 'en' });
  expect(answer.status).toBe(200);
  for (const header of ['Set-Cookie', 'Vary', 'Age', 'Expires', 'Pragma'])
    expect(answer.headers.get(header)).toBeNull();
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('HEAD says what GET would, without the body; a query changes nothing', async () => {
  const windowId = await gate.openWindow();
  const head = await status(windowId, {}, 'HEAD');
  expect([head.status, head.body]).toEqual([200, '']);
  expect(Number(head.headers.get('Content-Length'))).toBeGreaterThan(100);
  expect((await call(gate, 'GET', `/v1/windows/${windowId}/status?x=1`)).status).toBe(200);
});
