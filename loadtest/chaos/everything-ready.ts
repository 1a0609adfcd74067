import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { House } from './house.ts';

const READY_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 200;
const ANSWER_LIMIT_MS = 3_000;

/** Resolves once every service of the house says that it is ready; rejects, naming those that are not, when that takes too long. */
export async function everythingReady({ ops }: House): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  let waiting = [ops.gate, ops.api, ...ops.others];
  while (waiting.length > 0) {
    const ready = await Promise.all(waiting.map(isReady));
    waiting = waiting.filter((_, index) => ready[index] === false);
    if (waiting.length > 0 && performance.now() > deadline) throw new Error(`not ready again: ${waiting.join(', ')}`);
    if (waiting.length > 0) await pause(LOOK_AGAIN_MS);
  }
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
