import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fire, isSuccess } from '../../closed-loop.ts';

/** A crowd in a process of its own, so that nobody else's clock stands still while it reads: it asks until it is ended. */
const orders = z
  .object({ CROWD_URL: z.url(), CROWD_REQUESTS: z.string(), CROWD_CONNECTIONS: z.coerce.number().int() })
  .parse(process.env);

const REPORT_SECONDS = 1;
const OVERLOADED = Buffer.from('HTTP/1.1 503');

/** Whoever is told to come again a little later has met the bound that is there for this. */
function isWelcome(answer: Buffer): boolean {
  return isSuccess(answer) || answer.subarray(0, OVERLOADED.length).equals(OVERLOADED);
}

process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));

const texts = z.array(z.string()).parse(JSON.parse(await readFile(orders.CROWD_REQUESTS, 'utf8')));
const requests = texts.map((text) => Buffer.from(text));
const manner = { connections: orders.CROWD_CONNECTIONS, welcome: isWelcome };
for (;;) {
  const { answers, seconds } = await fire(orders.CROWD_URL, requests, { seconds: REPORT_SECONDS }, manner);
  process.send?.({ perSecond: answers / seconds });
}
