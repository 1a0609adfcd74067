import { createServer, type RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import { callIn } from '../bench/autocannon-client.ts';
import { clients } from '../bench/clients.ts';
import { fire } from '../bench/closed-loop.ts';
import { requestsOf } from '../bench/requests.ts';

async function aServer(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

test.each(['own', 'autocannon'] as const)('by %s each bearer is sent once, with what goes with it', async (client) => {
  const seen: string[] = [];
  await using server = await aServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on('end', () => {
      seen.push([req.method, req.url, req.headers.authorization, req.headers['idempotency-key'], body].join(' '));
      res.writeHead(202, { 'Content-Length': 2 }).end('{}');
    });
  });
  const bearers = Array.from({ length: 70 }, (_, n) => `b${n}`);
  const sent = { headers: { 'Idempotency-Key': 'k' }, body: '{"slots":["1"]}' };
  const requests = requestsOf('POST', '/v1/bookings', bearers, sent);
  const { answers } = await clients[client](server.url, requests, { amount: 70 });
  expect(answers).toBe(70);
  expect(seen.toSorted()).toEqual(bearers.map((bearer) => `POST /v1/bookings ${bearer} k {"slots":["1"]}`).toSorted());
});

test('autocannon is told of a request what its wire says, and writes the rest itself', () => {
  const [request = Buffer.alloc(0)] = requestsOf('GET', '/x?y=1', ['Bearer a:b']);
  expect(callIn(request)).toEqual({ method: 'GET', path: '/x?y=1', headers: { Authorization: 'Bearer a:b' } });
});

test('as many requests are answered as were asked for, each bearer in turn, however the answer comes in pieces', async () => {
  const seen: (string | undefined)[] = [];
  await using server = await aServer((req, res) => {
    seen.push(req.headers.authorization);
    res.writeHead(201, { 'Content-Length': 10 });
    res.write('12345');
    setImmediate(() => res.end('67890'));
  });
  const fired = await fire(server.url, requestsOf('POST', '/x', ['a', 'b', 'c']), { amount: 300 });
  expect(fired.answers).toBe(300);
  expect(seen.filter((bearer) => bearer === 'b')).toHaveLength(100);
});

test('it stops when the time is up', async () => {
  await using server = await aServer((_req, res) => res.writeHead(200, { 'Content-Length': 0 }).end());
  const { answers, seconds } = await fire(server.url, requestsOf('GET', '/'), { seconds: 0.2 });
  expect(answers).toBeGreaterThan(0);
  expect(seconds).toBeGreaterThanOrEqual(0.2);
});

test.each([
  ['is no success', 503, { 'Content-Length': '0' }],
  ['does not say how long it is', 200, { 'Transfer-Encoding': 'chunked' }],
])('an answer that %s ends the run', async (_name, status, headers) => {
  await using server = await aServer((_req, res) => res.writeHead(status, headers).end());
  await expect(fire(server.url, requestsOf('GET', '/'), { amount: 100 })).rejects.toThrow(`HTTP/1.1 ${status}`);
});

test('an answer that is no success ends a run by autocannon, too', async () => {
  await using server = await aServer((_req, res) => res.writeHead(503, { 'Content-Length': 0 }).end());
  await expect(clients.autocannon(server.url, requestsOf('GET', '/'), { amount: 50 })).rejects.toThrow('"failed":50');
});
