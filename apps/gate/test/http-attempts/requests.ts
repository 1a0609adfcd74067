import { lastRequest } from '../wire.ts';
import { type Attempt, answersTo } from './an-attempt.ts';

const HOST = 'Host: localhost\r\n';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const POST = 'POST /v1/admissions HTTP/1.1\r\n';
const LIST = '/v1/windows';

function posted(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  return lastRequest('POST /v1/admissions', { ...JSON_TYPE, ...length, ...headers }, body);
}

function bytes(attempt: string, gets: string, sent: string): Attempt {
  return { attempt, gets, run: (gate) => answersTo(gate, sent) };
}

/** Requests that are too much, that mean two things, or that nobody should read. */
export const requestAttempts: readonly Attempt[] = [
  bytes('headers of 20 KB', '431 headers-too-large', lastRequest(`GET ${LIST}`, { 'X-Bomb': 'x'.repeat(20_000) })),
  bytes(
    'headers in 4,000 short lines',
    '200',
    `GET ${LIST} HTTP/1.1\r\n${HOST}Connection: close\r\n${'x: y\r\n'.repeat(4_000)}\r\n`,
  ),
  bytes('an address of 20 KB', '431 headers-too-large', lastRequest(`GET ${LIST}?${'x'.repeat(20_000)}`)),
  bytes('a body of 1 MB', '413 body-too-large', posted(`"${'x'.repeat(1_048_576)}"`)),
  bytes('JSON 8,000 lists deep', '401 ticket-invalid', posted('['.repeat(8_000) + ']'.repeat(8_000))),
  bytes(
    'a compressed body, which could unfold without end',
    '415 unsupported-media-type',
    posted('x', { 'Content-Encoding': 'gzip' }),
  ),
  bytes(
    'a length and chunks, too',
    '400 invalid-request',
    `${POST}${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n${HOST}\r\n`,
  ),
  bytes(
    'two lengths that differ',
    '400 invalid-request',
    `${POST}${HOST}Content-Length: 0\r\nContent-Length: 30\r\n\r\n`,
  ),
  bytes(
    'chunks by another spelling',
    '400 invalid-request',
    `${POST}${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  ),
  bytes(
    'chunks, then something else',
    '400 invalid-request',
    `${POST}${HOST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  ),
  bytes(
    'a chunk longer than a number holds',
    '400 invalid-request',
    `${POST}${HOST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx`,
  ),
  bytes('a length with a sign', '400 invalid-request', `${POST}${HOST}Content-Length: +4\r\n\r\nabcd`),
  bytes(
    'a request in the body of another',
    '401 ticket-invalid',
    posted(`{"x":"\\r\\n\\r\\nGET /livez HTTP/1.1\\r\\n${HOST.trim()}\\r\\n"}`),
  ),
  bytes(
    'a header with a bare line feed',
    '400 invalid-request',
    `GET ${LIST} HTTP/1.1\r\n${HOST}X: a\nConnection: close\r\n\r\n`,
  ),
  bytes(
    'a header with a space before its colon',
    '400 invalid-request',
    `GET ${LIST} HTTP/1.1\r\n${HOST}Content-Length : 4\r\n\r\n`,
  ),
  bytes('NUL in a header', '400 invalid-request', `GET ${LIST} HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`),
  bytes('NUL in the address', '400 invalid-request', `GET ${LIST}\0 HTTP/1.1\r\n${HOST}\r\n`),
  bytes('no Host', '400', `GET ${LIST} HTTP/1.1\r\nConnection: close\r\n\r\n`),
  bytes('a method nobody knows', '400 invalid-request', `FETCH ${LIST} HTTP/1.1\r\n${HOST}\r\n`),
  bytes('TRACE', '405 method-not-allowed', lastRequest(`TRACE ${LIST}`)),
  bytes('CONNECT to somewhere else', 'nothing', `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`),
  bytes('an address that names another house', '200', lastRequest('GET http://evil.example/v1/windows')),
  bytes(
    'a hundred polls in one piece',
    '100 × 200',
    lastRequest('GET /livez', { Connection: 'keep-alive' }).repeat(99) + lastRequest('GET /livez'),
  ),
];
