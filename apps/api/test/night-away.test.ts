import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type NightView, nightViewSchema } from '@sunbeon/core';
import { eventually, TcpProxy, type TestRedis, testRedis } from '@sunbeon/test-kit';
import { anApi, type TestApi } from './an-api.ts';
import { anOpenWindow } from './bookings.ts';

let server: TestRedis;
let toRedis: TcpProxy;
let toPostgres: TcpProxy;
let house: TestApi;
beforeAll(async () => {
  server = await testRedis();
  const address = new URL(server.url);
  toRedis = await TcpProxy.open(Number(address.port));
  address.port = String(toRedis.port);
  house = await anApi(
    async (url) => {
      const database = new URL(url);
      toPostgres = await TcpProxy.open(Number(database.port));
      database.port = String(toPostgres.port);
      return database.href;
    },
    { REDIS_URL: address.href },
  );
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await toPostgres[Symbol.asyncDispose]();
  await toRedis[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Listens to the stream as one who has the staff key. */
async function watch(): Promise<{ readonly latest: () => NightView; readonly leave: () => void }> {
  const leaving = new AbortController();
  const { body } = await fetch(`http://127.0.0.1:${house.api.staffPort}/v1/staff/night/events`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${house.staffKey}` },
    signal: leaving.signal,
  });
  let latest: NightView | null = null;
  void (async () => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: night\ndata: (.*)$/.exec(event)?.[1];
        if (data !== undefined) latest = nightViewSchema.parse(JSON.parse(data));
      }
    }
  })().catch(() => null);
  return {
    latest: () => {
      if (latest === null) throw new Error('nothing was heard yet');
      return latest;
    },
    leave: () => leaving.abort(),
  };
}

const PATIENT = { timeoutMs: 20_000 };

test('whatever is away, the rest of the night is told as it is, and all of it again once it is back', async () => {
  const { id } = await anOpenWindow(house);
  await house.startLine(id);
  await house.room.join(id, 'somebody');
  const { latest, leave } = await watch();
  const seen = () => {
    const { parts, windows } = latest();
    const light = (name: string) => parts.find((part) => part.name === name)?.light;
    return {
      waiting: windows.find((window) => window.id === id)?.waiting,
      postgres: light('postgres'),
      redis: light('redis'),
    };
  };
  const all = {
    waiting: 1,
    postgres: expect.stringMatching(/green|amber/),
    redis: expect.stringMatching(/green|amber/),
  };
  await eventually(() => expect(seen()).toEqual(all), PATIENT);

  const healRedis = toRedis.refuse();
  toRedis.cut();
  await eventually(() => expect(seen()).toEqual({ ...all, waiting: null, redis: 'red' }), PATIENT);
  healRedis();
  await eventually(() => expect(seen()).toEqual(all), PATIENT);

  const healPostgres = toPostgres.refuse();
  toPostgres.cut();
  await eventually(() => expect(seen()).toEqual({ ...all, postgres: 'red' }), PATIENT);
  healPostgres();
  await eventually(() => expect(seen()).toEqual(all), PATIENT);
  leave();
});
