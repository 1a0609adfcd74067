import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { House } from './house.ts';

const READY_WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 200;
const ANSWER_LIMIT_MS = 3_000;

/** Resolves once every service of the house says that it is ready, or with the addresses of those that do not when that takes too long. */
export async function notReady({ ops }: House): Promise<string[]> {
  const deadline = performance.now() + READY_WITHIN_MS;
  let waiting = [ops.gate, ops.api, ...ops.others];
  while (waiting.length > 0) {
    const ready = await Promise.all(waiting.map(isReady));
    waiting = waiting.filter((_, index) => ready[index] === false);
    if (performance.now() > deadline) break;
    if (waiting.length > 0) await pause(LOOK_AGAIN_MS);
  }
  return waiting;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await get(`${url}/readyz`);
  return answer?.statusCode === 200;
}

const IN_FLIGHT = /^notifier_messages_in_flight\{[^}]*\} (\d+)/m;

/** Messages any notifier has in hand at this moment; one that does not say is taken to have some. */
export async function messagesInFlight({ notifierOps }: House): Promise<number> {
  const texts = await Promise.all(notifierOps.map(async (url) => (await get(`${url}/metrics`))?.text ?? ''));
  return texts.reduce((sum, text) => sum + Number(IN_FLIGHT.exec(text)?.[1] ?? 1), 0);
}

async function get(url: string): Promise<{ readonly statusCode: number; readonly text: string } | null> {
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return { statusCode, text: await body.text() };
  } catch {
    return null;
  }
}
