import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { nightViewSchema, type StaffRole } from '@sunbeon/core';
import { listen } from '@sunbeon/service-kit';
import { eventually } from '@sunbeon/test-kit';
import express, { type Response as ExpressResponse } from 'express';
import { EventStream } from '../src/staff/night/event-stream.ts';
import { MAX_NIGHT_LISTENERS } from '../src/staff/night/night-sampler.ts';
import { anApi, type TestApi } from './an-api.ts';
import { aMember } from './members.ts';

let house: TestApi;
beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

interface Watching {
  readonly status: number;
  readonly body: unknown;
  /** The next event, whatever it is called. */
  readonly next: () => Promise<{ event: string; data: unknown }>;
  readonly leave: () => void;
}

async function watch(headers: Record<string, string>, of = house): Promise<Watching> {
  const leaving = new AbortController();
  const response = await fetch(`http://127.0.0.1:${of.api.staffPort}/v1/staff/night/events`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: leaving.signal,
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const pieces = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    status: response.status,
    body: isStream ? null : JSON.parse(decoder.decode((await pieces.read()).value)),
    leave: () => leaving.abort(),
    async next() {
      for (;;) {
        const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)\n\n/m.exec(text) ?? [];
        if (event !== '') {
          text = text.slice(text.indexOf(`data: ${data}`) + data.length);
          return { event, data: JSON.parse(data) };
        }
        const { done, value } = await pieces.read();
        if (done) throw new Error('the stream ended');
        text += decoder.decode(value, { stream: true });
      }
    },
  };
}

const byKey = (of = house) => ({ authorization: `Bearer ${of.staffKey}` });

test('whoever watches is told the whole night about once a second; wherever they say they were makes no difference', async () => {
  const watching = await Promise.all([watch(byKey()), watch({ ...byKey(), 'last-event-id': '-1; DROP' })]);
  for (const { status, next } of watching) {
    expect(status).toBe(200);
    const [first, second] = [await next(), await next()].map(({ event, data }) => {
      expect(event).toBe('night');
      return nightViewSchema.parse(data);
    });
    const apartMs = Date.parse(second?.serverTime ?? '') - Date.parse(first?.serverTime ?? '');
    expect(apartMs).toBeGreaterThan(300);
  }
  for (const { leave } of watching) leave();
});

test('a stream ends, and says so, when the session it was opened in does', async () => {
  const { headers } = await aMember(house, 'auditor');
  const { status, next, leave } = await watch(headers);
  expect(status).toBe(200);
  const { body } = await house.staff('GET', '/v1/staff/me', undefined, headers);
  expect(body).toMatchObject({ role: 'auditor' });
  await house.store.prisma.staffSession.updateMany({ data: { expiresAt: new Date() } });
  await eventually(async () => expect(await next()).toEqual({ event: 'end', data: { reason: 'session-ended' } }), {
    timeoutMs: 10_000,
  });
  await expect(next()).rejects.toThrow('the stream ended');
  leave();
});

test.each<StaffRole>(['clinic', 'agent'])('%s may not watch, and whoever wants no stream gets none', async (role) => {
  const { headers } = await aMember(house, role);
  expect(await watch(headers)).toMatchObject({ status: 403, body: { code: 'staff-forbidden' } });
  const noStream = await watch({ ...byKey(), accept: '*/*' });
  expect(noStream).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test('so many may watch and no more; a place is free when one leaves', async () => {
  const watching = await Promise.all(Array.from({ length: MAX_NIGHT_LISTENERS }, () => watch(byKey())));
  expect(await watch(byKey())).toMatchObject({ status: 503, body: { code: 'night-full' } });
  watching[0]?.leave();
  await eventually(async () => {
    const again = await watch(byKey());
    again.leave();
    expect(again.status).toBe(200);
  });
  for (const { leave } of watching) leave();
});

test('whoever watches is let go before the door drains', async () => {
  const own = await anApi();
  const { next } = await watch(byKey(own), own);
  await next();
  const startedAt = performance.now();
  await own.api[Symbol.asyncDispose]();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await eventually(async () => expect(await next()).toEqual({ event: 'end', data: { reason: 'stopping' } }));
  await own[Symbol.asyncDispose]();
});

test('to whoever does not take what is sent, no more is sent than fits, and nothing behind the end', async () => {
  const streams: ExpressResponse[] = [];
  const app = express().get('/', (_req, res) => {
    streams.push(res);
  });
  await using server = await listen(app, '127.0.0.1', 0);
  const client = connect(server.port, '127.0.0.1').pause();
  client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
  const response = await eventually(() => streams[0] ?? Promise.reject(new Error('not asked yet')));
  const stream = new EventStream(response);
  const data = 'x'.repeat(100_000);
  await eventually(() => {
    for (let n = 0; n < 100; n += 1) stream.send('night', data);
    expect(response.writableLength).toBeGreaterThan(0);
  });
  expect(response.writableLength).toBeLessThan(500_000);
  // Whoever takes nothing is still there when their session ends: an error nobody listens to would end the process.
  const failed = jest.fn();
  response.on('error', failed);
  stream.end('session-ended');
  stream.send('night', data);
  stream.end('session-ended');
  await setImmediate();
  expect(failed).not.toHaveBeenCalled();
  client.destroy();
});
