import type { Requests } from './closed-loop.ts';

/** What goes with a request besides who asks. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** ASCII. */
  readonly body?: string;
}

/** One request for each of the bearers (values of `Authorization`), or a single one when nobody has to say who asks. */
export function requestsOf(
  method: 'GET' | 'POST',
  path: string,
  bearers: readonly string[] = [],
  { headers = {}, body = '' }: Sent = {},
): Requests {
  const length = method === 'POST' ? { 'Content-Length': String(body.length) } : {};
  const lines = Object.entries({ Host: 'localhost', Connection: 'keep-alive', ...length, ...headers });
  const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;
  if (bearers.length === 0) return [Buffer.from(`${head}\r\n${body}`)];
  return bearers.map((bearer) => Buffer.from(`${head}Authorization: ${bearer}\r\n\r\n${body}`));
}
