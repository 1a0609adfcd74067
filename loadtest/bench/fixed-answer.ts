import { request } from 'undici';
import type { FixedAnswer } from './server-process.ts';

/** Headers that `node:http` adds by itself. */
const ADDED = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

/** What a server answers to one request, so that a bare one can answer the same bytes. Throws unless it is a success. */
export async function fixedAnswer(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  posted?: string,
): Promise<FixedAnswer> {
  const sent = posted === undefined ? {} : ({ method: 'POST', body: posted } as const);
  const answer = await request(url, { headers, ...sent });
  const body = await answer.body.text();
  const { statusCode: status } = answer;
  if (status < 200 || status > 299) throw new Error(`${url} answers ${status}: ${body}`);
  const kept = Object.entries(answer.headers).filter(([name]) => !ADDED.has(name));
  const asText = kept.flatMap(([name, value]) => [name, String(value)]);
  return { status, headers: [...asText, 'content-length', String(Buffer.byteLength(body))], body };
}
