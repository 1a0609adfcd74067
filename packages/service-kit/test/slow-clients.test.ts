import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, listen } from '../src/index.ts';

/** In a test nobody waits as long as a server does. */
const PATIENCE_MS = 300;
/** More than all buffers between two programs hold. */
const LONG_ANSWER = Buffer.alloc(32 * 1_048_576);
const HOST = 'Host: localhost\r\n';

let http: HttpServer;
beforeAll(async () => {
  http = await listen(
    (req, res) => {
      if (req.url === '/long') res.end(LONG_ANSWER);
      else req.resume().once('end', () => res.end('fine'));
    },
    '127.0.0.1',
    0,
    { silenceMs: PATIENCE_MS },
  );
  http.server.headersTimeout = PATIENCE_MS;
  http.server.requestTimeout = 2 * PATIENCE_MS;
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
});

async function connected(): Promise<Socket> {
  const socket = connect(http.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Writes a piece every so often until the server hangs up; resolves to what it said. */
async function drip(beginning: string, piece: string): Promise<string> {
  const socket = await connected();
  socket.write(beginning);
  const dripping = setInterval(() => socket.writable && socket.write(piece), PATIENCE_MS / 6);
  try {
    return await text(socket);
  } finally {
    clearInterval(dripping);
    socket.destroy();
  }
}

test.each([
  ['headers', `GET / HTTP/1.1\r\n${HOST}`, 'X: y\r\n'],
  ['a body', `POST / HTTP/1.1\r\n${HOST}Content-Length: 1000\r\n\r\n`, 'x'],
])('whoever sends %s a little at a time is told 408, and the connection ends', async (_what, beginning, piece) => {
  const [head = '', body = ''] = (await drip(beginning, piece)).split('\r\n\r\n', 2);
  expect(head).toMatch(/^HTTP\/1\.1 408 /);
  expect(head).toMatch('Connection: close');
  expect(JSON.parse(body)).toMatchObject({ status: 408, code: 'request-too-slow' });
});

test('whoever does not read their answer is cut off, and everybody else is answered meanwhile', async () => {
  const arriving = once(http.server, 'connection');
  const reader = await connected();
  reader.on('error', () => null).pause();
  const [arrived] = await arriving;
  const cutOff = once(arrived, 'close');
  reader.write(`GET /long HTTP/1.1\r\n${HOST}\r\n`);
  expect(await (await fetch(`http://127.0.0.1:${http.port}/`)).text()).toBe('fine');
  await cutOff;
  reader.destroy();
});
