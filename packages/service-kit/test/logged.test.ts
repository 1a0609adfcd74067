import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { loggedError, loggedPath } from '../src/index.ts';

test.each([
  ['/v1/windows/w-2026-11/status?name=김순번', '/v1/windows/w-2026-11/status'],
  ['/v1/bookings/0b9d7e52-3f0a-4c7e-9a63-123456789012/move', '/v1/bookings/0b9d7e52-3f0a-4c7e-9a63-123456789012/move'],
  ['/v1/booking-requests/r-b2YssVasT3BDLt75d2BSCA', '/v1/booking-requests/r-b2YssVasT3BDLt75d2BSCA'],
  ['/v1/windows/%EA%B9%80%EC%88%9C%EB%B2%88/tickets', '/v1/windows/*/tickets'],
  ['/김순번', '/*'],
  ['/01012345678', '/*'],
  ['/010-1234-5678', '/*'],
  ['/+821012345678', '/*'],
  ['/a/010.1234.5678/b', '/a/*/b'],
  [`/${'a'.repeat(65)}`, '/*'],
  ['/'.repeat(1_000), '/'.repeat(11)],
  ['', ''],
])('the path of %s is logged as %s', (url, path) => {
  expect(loggedPath(url)).toBe(path);
});

test('an error is logged without what its library was working on', () => {
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  const command = { name: 'set', args: ['김순번', '01012345678'] };
  const cause = Object.assign(new Error('READONLY'), { name: 'ReplyError', code: 'READONLY', command });
  const error = Object.assign(new Error('not written', { cause }), { body: '김순번', meta: { phone: '01012345678' } });
  pino({ serializers: { err: loggedError } }, sink).error({ err: error }, 'failed');
  expect(lines.join('')).not.toMatch(/김순번|01012345678/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    err: { type: 'Error', message: 'not written', cause: { type: 'ReplyError', code: 'READONLY' } },
  });
});

test('a chain of causes without end is cut', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).match(/"message":"round"/g)).toHaveLength(4);
});
