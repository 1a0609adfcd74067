import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { windowStatusSchema, windowViewSchema } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { WINDOW_KEPT_MS } from '@sunbeon/waiting-room';
import { z } from 'zod';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { joined } from './the-way-in.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

test('the list names every window with its state by the clock of the server', async () => {
  const open = await gate.openWindow();
  const early = await gate.openWindow({ opensAtMs: Date.now() + 60_000 });
  const answer = await call(gate, 'GET', '/v1/windows');
  const { windows } = z.object({ windows: z.array(windowViewSchema) }).parse(answer.body);
  const states = new Map(windows.map(({ id, state }) => [id, state]));
  expect([states.get(open), states.get(early)]).toEqual(['open', 'scheduled']);
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=1');
});

test('where two doses are booked together the list says so many days apart', async () => {
  const [two, one] = [await gate.openWindow({ secondDoseAfterDays: 28 }), await gate.openWindow()];
  const answer = await call(gate, 'GET', '/v1/windows');
  const { windows } = z.object({ windows: z.array(windowViewSchema) }).parse(answer.body);
  const after = new Map(windows.map(({ id, secondDoseAfterDays }) => [id, secondDoseAfterDays]));
  expect([after.get(two), after.get(one)]).toEqual([28, undefined]);
});

test('a window that is forgotten because it was over long ago is no sign that the line was lost', async () => {
  const longAgoMs = Date.now() - WINDOW_KEPT_MS - 60_000;
  const past = await gate.openWindow({ opensAtMs: longAgoMs - 60_000, closesAtMs: longAgoMs });
  const open = await gate.openWindow();
  await gate.room.forget(past, WINDOW_KEPT_MS + 60_000);
  const status = `/v1/windows/${past}/status`;
  await eventually(async () => expect(problemOf(await call(gate, 'GET', status))).toBe('404 window-unknown'));
  await joined(gate, open, await aPerson(gate));
});

test('a window somebody else wrote over closes none of the others', async () => {
  const [broken, open] = [await gate.openWindow(), await gate.openWindow()];
  await gate.redis.hset(`${gate.config.redisPrefix}:{w:${broken}}:door`, 'policy', 'lottery');
  await eventually(async () => {
    const { windows } = z
      .object({ windows: z.array(windowViewSchema) })
      .parse((await call(gate, 'GET', '/v1/windows')).body);
    expect(windows.map(({ id }) => id)).not.toContain(broken);
  });
  await joined(gate, open, await aPerson(gate));
});

test('the status is one small cacheable JSON, the same for everyone, with no cookie and no secret', async () => {
  const windowId = await gate.openWindow({ remaining: 12 });
  await joined(gate, windowId, await aPerson(gate));
  const answer = await eventually(async () => {
    const latest = await status(windowId);
    expect(latest.body).toMatchObject({ id: windowId, state: 'open', issued: 1, serving: 0, remaining: 12 });
    return latest;
  });
  windowStatusSchema.strict().parse(answer.body);
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=1');
  expect(answer.headers.get('Set-Cookie')).toBeNull();
  expect(answer.headers.get('Vary')).toBeNull();
});

test('a status that has not changed is answered 304', async () => {
  const windowId = await gate.openWindow();
  await eventually(async () => {
    const etag = (await status(windowId)).headers.get('ETag') ?? '';
    expect(etag).not.toBe('');
    // Without a Cache-Control of its own, fetch asks for a fresh answer whatever the ETag.
    const again = await status(windowId, { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' });
    expect(again.status).toBe(304);
  });
});

test('however many ask at once, the line is asked four times a second', async () => {
  const windowId = await gate.openWindow();
  const answers = new Set<unknown>();
  const startMs = performance.now();
  let asked = 0;
  while (performance.now() - startMs < 400 || asked < 24) {
    const batch = await Promise.all(Array.from({ length: 8 }, () => status(windowId)));
    for (const { body } of batch) answers.add(windowStatusSchema.parse(body).serverTime);
    asked += batch.length;
  }
  const periods = Math.ceil((performance.now() - startMs) / 250);
  expect(answers.size).toBeLessThanOrEqual(periods + 1);
});

const status = (windowId: string, headers: Readonly<Record<string, string>> = {}) =>
  call(gate, 'GET', `/v1/windows/${windowId}/status`, { headers });

test.each(['nowhere', 'UPPER', '..%2f..%2fetc', "'%20OR%201=1", '%00', 'x'.repeat(65), '__proto__'])(
  'there is no window %s',
  async (id) => {
    expect(problemOf(await call(gate, 'GET', `/v1/windows/${id}/status`))).toBe('404 window-unknown');
  },
);
