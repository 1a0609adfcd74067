import { request } from 'undici';
import type { FixedAnswer } from './server-process.ts';

/** Headers that `node:http` adds by itself. */
const ADDED = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

/** What a server answers to one request, so that a bare one can answer the same bytes. Throws unless it is a success. */
export async function fixedAnswer(url: string, headers: Readonly<Record<string, string>> = {}): Promise<FixedAnswer> {
  const answer = await request(url, { headers });
  const body = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode}: ${body}`);
  const kept = Object.entries(answer.headers).filter(([name]) => !ADDED.has(name));
  const asText = kept.flatMap(([name, value]) => [name, String(value)]);
  return { status: 200, headers: [...asText, 'content-length', String(Buffer.byteLength(body))], body };
}
