import type { Requests } from './closed-loop.ts';

/** One request without a body for each of the bearers (values of `Authorization`), or a single one when nobody has to say who asks. */
export function requestsOf(method: 'GET' | 'POST', path: string, bearers: readonly string[] = []): Requests {
  const length = method === 'POST' ? 'Content-Length: 0\r\n' : '';
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n${length}`;
  if (bearers.length === 0) return [Buffer.from(`${head}\r\n`)];
  return bearers.map((bearer) => Buffer.from(`${head}Authorization: ${bearer}\r\n\r\n`));
}
