import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type HttpServer, listen } from '../src/index.ts';

let http: HttpServer;
beforeAll(async () => {
  http = await listen((_req, res) => res.end('fine'), '127.0.0.1', 0);
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
});

/** Sends bytes and reads until the server hangs up. */
async function say(bytes: string): Promise<string> {
  const socket = connect(http.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

const HOST = 'Host: localhost\r\n';

test.each([
  ['a method nobody knows', 400, 'invalid-request', `FETCH / HTTP/1.1\r\n${HOST}\r\n`],
  ['a TLS greeting', 400, 'invalid-request', '\u0016\u0003\u0001'],
  [
    'two lengths',
    400,
    'invalid-request',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['headers without end', 431, 'headers-too-large', `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`],
])('%s is answered %i %s', async (_what, status, code, bytes) => {
  const [head = '', body = ''] = (await say(bytes)).split('\r\n\r\n', 2);
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch('Content-Type: application/problem+json');
  expect(head).toMatch(`Content-Length: ${Buffer.byteLength(body)}`);
  expect(JSON.parse(body)).toMatchObject({ status, code });
});

test('what came before the broken request is answered all the same', async () => {
  const answers = await say(`GET / HTTP/1.1\r\n${HOST}\r\nbroken\r\n\r\n`);
  expect(answers).toMatch(/^HTTP\/1\.1 200 OK[^]*fine[^]*HTTP\/1\.1 400 Bad Request/);
});
