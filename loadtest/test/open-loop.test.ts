import { createServer, type RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import { scheduleOf } from '../open-loop/arrival-curve.ts';
import { sendOnSchedule, summaryOf } from '../open-loop/open-loop.ts';

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
const EMPTY = { 'Content-Length': 0 };

async function aServer(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Answers at once, but from the `first` request on nobody for so long. */
function stalling(first: number, forMs: number): RequestListener {
  let count = 0;
  let untilMs = 0;
  return (_req, res) => {
    count += 1;
    const nowMs = performance.now();
    if (count === first) untilMs = nowMs + forMs;
    const answer = () => res.writeHead(200, EMPTY).end();
    if (nowMs < untilMs) setTimeout(answer, untilMs - nowMs);
    else answer();
  };
}

const steadily = (perSecond: number, seconds: number) =>
  scheduleOf([{ seconds, fromPerSecond: perSecond, toPerSecond: perSecond }]);

test('a stall shows in the latency of everybody who was due meanwhile, however few the connections', async () => {
  await using server = await aServer(stalling(60, 400));
  const connections = 4;
  const scheduleMs = steadily(200, 1);
  const run = await sendOnSchedule({ url: server.url, requests: [GET], scheduleMs }, { connections });
  // The 60th is sent at 297.5 ms at the soonest, or a neighbour of it on another connection.
  const [stallFromMs, stallUntilMs] = [320, 680];
  const waited = run.latenciesMs.filter((ms, index) => {
    const dueMs = scheduleMs[index] ?? 0;
    return dueMs > stallFromMs && dueMs < stallUntilMs && ms >= stallUntilMs - dueMs;
  });
  // A closed loop would have seen one for each connection.
  expect(waited).toHaveLength(72);
  const summary = summaryOf(run);
  expect(summary.succeeded).toBe(200);
  expect(summary.p99Ms).toBeGreaterThan(300);
});

test('it sends on time while nobody answers, and waits no longer than its patience', async () => {
  const seen: number[] = [];
  await using server = await aServer(() => seen.push(performance.now()));
  const limits = { connections: 1_000, patienceMs: 500 };
  const run = await sendOnSchedule({ url: server.url, requests: [GET], scheduleMs: steadily(500, 0.2) }, limits);
  expect(seen).toHaveLength(100);
  expect(summaryOf(run)).toMatchObject({ requests: 100, succeeded: 0, p50Ms: Number.POSITIVE_INFINITY });
});

test('every answer counts as what it is, and a connection that is cut off costs one of them', async () => {
  let count = 0;
  await using server = await aServer((req, res) => {
    count += 1;
    if (count % 10 === 0) req.socket.destroy();
    else res.writeHead(count % 2 === 0 ? 200 : 503, EMPTY).end();
  });
  const load = { url: server.url, requests: [GET], scheduleMs: steadily(500, 0.2) };
  const { statuses } = await sendOnSchedule(load, { connections: 2 });
  const times = (status: number) => statuses.filter((each) => each === status).length;
  expect([times(200), times(503), times(0)]).toEqual([40, 50, 10]);
});

test('requests are sent in turn, and it says how late it was itself', async () => {
  const seen: (string | undefined)[] = [];
  await using server = await aServer((req, res) => {
    seen.push(req.url);
    res.writeHead(200, EMPTY).end();
  });
  const requests = ['/a', '/b', '/c'].map((path) => GET.replace('/ ', `${path} `));
  const scheduleMs = steadily(300, 0.1);
  const load = { url: server.url, requests, scheduleMs };
  const sending = sendOnSchedule(load, { connections: 1 });
  const blockedUntil = performance.now() + 60;
  while (performance.now() < blockedUntil);
  const run = await sending;
  const { lateMostMs, lateP99Ms, busyShare } = summaryOf(run);
  // Its own lateness is part of what it tells, not left out.
  expect(run.latenciesMs.every((ms, index) => ms > (run.latenessMs[index] ?? Number.NaN))).toBe(true);
  expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => ['/a', '/b', '/c'][n % 3]));
  expect(lateMostMs).toBeGreaterThan(50);
  expect(lateP99Ms).toBeLessThanOrEqual(lateMostMs);
  expect(busyShare).toBeGreaterThan(0);
});

test('without anything due there is nothing to wait for', async () => {
  const run = await sendOnSchedule({ url: 'http://127.0.0.1:9', requests: [GET], scheduleMs: new Float64Array(0) });
  expect(run.latenciesMs).toHaveLength(0);
});
