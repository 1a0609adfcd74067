import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from '@jest/globals';
import { listen } from '@sunbeon/service-kit';
import { eventually, startOwnRedis } from '@sunbeon/test-kit';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { admitted, joined } from './the-way-in.ts';

const ready = async (gate: TestGate) => (await call(gate, 'GET', '/readyz')).status;

test('while Redis is away everyone is told to come back, and nothing hangs', async () => {
  const redis = await startOwnRedis();
  const gate = await aGate({ REDIS_URL: redis.url });
  for (const own of [gate.redis, gate.queue]) own.on('error', () => {});
  const windowId = await gate.openWindow();
  const person = await aPerson(gate);
  const { ticket } = await joined(gate, windowId, person);
  const pass = await admitted(gate, windowId, person);
  const booking = { bearer: pass, json: { slots: ['1'] }, headers: { 'Idempotency-Key': 'k-1' } };
  expect(await ready(gate)).toBe(200);

  await redis[Symbol.asyncDispose]();
  const startMs = performance.now();
  const answers = await eventually(async () => {
    const all = await Promise.all([
      call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: person.session }),
      call(gate, 'GET', '/v1/tickets/me', { bearer: ticket }),
      call(gate, 'POST', '/v1/admissions', { bearer: ticket }),
      call(gate, 'POST', '/v1/bookings', booking),
    ]);
    expect(all.map(problemOf)).toEqual(Array.from({ length: 4 }, () => '503 line-unavailable'));
    return all;
  });
  expect(performance.now() - startMs).toBeLessThan(5_000);
  for (const { headers } of answers) expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  const page = await call(gate, 'GET', `/windows/${windowId}/plain`, {
    headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en', cookie: `sunbeon_session=${person.session}` },
  });
  expect([page.status, page.headers.get('Content-Type')]).toEqual([503, 'text/html; charset=utf-8']);
  const again = page.headers.get('Retry-After') ?? 'none';
  expect(page.body).toContain(`<html lang="en">`);
  expect(page.body).toContain(`<meta http-equiv="refresh" content="${again}">`);
  expect(await ready(gate)).toBe(503);
  expect((await call(gate, 'GET', '/livez')).status).toBe(200);
  await gate[Symbol.asyncDispose]();
});

test('a request that was remembered but not queued is healed by sending it again', async () => {
  const redis = await startOwnRedis();
  const gate = await aGate({ REDIS_URL: redis.url });
  const windowId = await gate.openWindow();
  const pass = await admitted(gate, windowId, await aPerson(gate));
  const booking = { bearer: pass, json: { slots: ['1'] }, headers: { 'Idempotency-Key': 'k-1' } };

  // The queue counts its jobs before it does anything else: without a number to count, exactly the second step fails.
  const counter = `{${gate.config.redisPrefix}:queue}:bookings:id`;
  await gate.redis.set(counter, 'no number');
  const failed = await call(gate, 'POST', '/v1/bookings', booking);
  expect(failed.status).toBeGreaterThanOrEqual(500);
  expect(await gate.queue.getJobCounts('wait')).toEqual({ wait: 0 });
  await gate.redis.del(counter);
  const healed = await call(gate, 'POST', '/v1/bookings', booking);
  expect(healed.status).toBe(202);
  expect(await gate.queue.getJobCounts('wait')).toEqual({ wait: 1 });
  await gate[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

/** Stands where api stands: notes what arrives and answers when it is told to. */
async function anApi() {
  const seen: IncomingHttpHeaders[] = [];
  const answers: (() => void)[] = [];
  const server = await listen(
    (req, res) => {
      seen.push(req.headers);
      answers.push(() => res.setHeader('Content-Type', 'application/json').end('{"bookings":[]}'));
    },
    '127.0.0.1',
    0,
  );
  return {
    seen,
    url: `http://127.0.0.1:${server.port}`,
    asked: () => eventually(() => expect(answers).not.toHaveLength(0)),
    answer: () => answers.shift()?.(),
    end: () => server[Symbol.asyncDispose](),
  };
}

test('api is asked a bounded number of times at once; beyond it and without it the answer is 503', async () => {
  const api = await anApi();
  const gate = await aGate({ API_URL: api.url, FORWARD_LIMIT: '1' });
  const { session } = await aPerson(gate);
  const headers = { 'X-Forwarded-For': '1.2.3.4' };
  const mine = () => call(gate, 'GET', '/v1/bookings/me', { bearer: session, headers });

  const first = mine();
  await api.asked();
  const second = await mine();
  expect(problemOf(second)).toBe('503 overloaded');
  expect(Number(second.headers.get('Retry-After'))).toBeGreaterThan(0);
  api.answer();
  expect((await first).body).toEqual({ bookings: [] });
  expect(api.seen[0]).not.toHaveProperty('x-forwarded-for');
  expect(api.seen[0]).toHaveProperty('authorization', `Bearer ${session}`);
  expect(problemOf(await call(gate, 'GET', '/v1/bookings/me'))).toBe('401 login-required');

  await api.end();
  expect(problemOf(await mine())).toBe('503 unavailable');
  await gate[Symbol.asyncDispose]();
});

test('a gate that is disposed finishes what it has begun and takes nothing new', async () => {
  const api = await anApi();
  const gate = await aGate({ API_URL: api.url });
  const { session } = await aPerson(gate);
  const underWay = call(gate, 'GET', '/v1/bookings/me', { bearer: session });
  await api.asked();

  const disposed = gate[Symbol.asyncDispose]();
  await eventually(async () => {
    await expect(fetch(`${gate.gate.url}/livez`)).rejects.toThrow('fetch failed');
  });
  api.answer();
  expect((await underWay).status).toBe(200);
  await disposed;
  await api.end();
});
