import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { type HttpServer, listen } from '../src/index.ts';

/** Longer than any of these tests takes, and than a drain waits. */
const NEVER_MS = 60_000;

interface Asked {
  readonly connection: string | undefined;
  readonly body: string;
}

/** A browser with one connection that it keeps. */
function browser({ port }: HttpServer) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    agent,
    ask: async (): Promise<Asked> => {
      const request = get({ port, agent });
      const [answer]: IncomingMessage[] = await once(request, 'response');
      if (answer === undefined) throw new TypeError('no answer');
      return { connection: answer.headers.connection, body: await text(answer) };
    },
  };
}

test('whoever has a connection is answered once more by a server that stops, and told that it ends with that', async () => {
  const http = await listen((_req, res) => res.end('fine'), '127.0.0.1', 0, { lingerMs: NEVER_MS });
  const { ask } = browser(http);
  expect(await ask()).toEqual({ connection: 'keep-alive', body: 'fine' });
  const stopped = http[Symbol.asyncDispose]();
  expect(await ask()).toEqual({ connection: 'close', body: 'fine' });
  // It was the only connection: nothing is left to wait for.
  await stopped;
});

test('nobody new is taken in meanwhile', async () => {
  const http = await listen((_req, res) => res.end('fine'), '127.0.0.1', 0, { lingerMs: NEVER_MS });
  const { ask } = browser(http);
  await ask();
  const stopped = http[Symbol.asyncDispose]();
  const [refused] = await once(connect(http.port, '127.0.0.1'), 'error');
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  await ask();
  await stopped;
});

test('who stays idle for longer is let go', async () => {
  const http = await listen((_req, res) => res.end('fine'), '127.0.0.1', 0, { lingerMs: 20 });
  const { ask, agent } = browser(http);
  await ask();
  const [socket] = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
  if (socket === undefined) throw new TypeError('the connection was not kept');
  const closed = once(socket, 'close');
  await http[Symbol.asyncDispose]();
  await closed;
  expect(socket.destroyed).toBe(true);
});

test('an answer under way is finished', async () => {
  const http = await listen(() => null, '127.0.0.1', 0);
  const { ask } = browser(http);
  const arrived = once(http.server, 'request');
  const asked = ask();
  const [, response]: ServerResponse[] = await arrived;
  const stopped = http[Symbol.asyncDispose]();
  response?.end('late');
  expect(await asked).toMatchObject({ body: 'late' });
  await stopped;
});
