import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { FixedAnswer } from './server-process.ts';

/** Headers that `node:http` adds by itself. */
const ADDED = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

/** A gate that read its list of windows a moment before does not know the newest yet, and asks to come again. */
const COME_AGAIN_STATUS = 503;
const MOST_TRIES = 10;
const PAUSE_MS = 300;

/** What a server answers to one request, so that a bare one can answer the same bytes. Throws unless it is a success. */
export async function fixedAnswer(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  posted?: string,
): Promise<FixedAnswer> {
  const sent = posted === undefined ? {} : ({ method: 'POST', body: posted } as const);
  let answer = await request(url, { headers, ...sent });
  let body = await answer.body.text();
  for (let tries = 1; answer.statusCode === COME_AGAIN_STATUS && tries < MOST_TRIES; tries += 1) {
    await pause(PAUSE_MS);
    answer = await request(url, { headers, ...sent });
    body = await answer.body.text();
  }
  const { statusCode: status } = answer;
  if (status < 200 || status > 299) throw new Error(`${url} answers ${status}: ${body}`);
  const kept = Object.entries(answer.headers).filter(([name]) => !ADDED.has(name));
  const asText = kept.flatMap(([name, value]) => [name, String(value)]);
  return { status, headers: [...asText, 'content-length', String(Buffer.byteLength(body))], body };
}
