import { Keyring, signPass } from '@sunbeon/crypto';
import { ResourceStack } from '@sunbeon/service-kit';
import { aPersonKey, type Bench } from '../bench.ts';
import type { Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';

const PATH = '/v1/bookings';
/** Submissions a second that one round never reaches: everybody books once. */
const MOST_PER_SECOND = 8_000;
/** Of the admission: these people took their time, as people do. */
const LEFT_MS = 300_000;
const SENT = {
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'bench-booking' },
  body: JSON.stringify({ slots: ['1', '2', '3'] }),
};

/**
 * A booking request taken in: pass verified, contact opened for the index staff look callers up by, remembered, queued. Against
 * bare `node:http` that does one pipelined `INCR` and answers as many bytes. Nobody takes from the queue meanwhile: see `drain`.
 */
export const booking: Scenario = {
  name: 'booking',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const windowId = await bench.openWindow();
    const gate = held.use(await bench.startGate());
    const [authorization = ''] = await admittedPeople(bench, windowId, 1);
    const answer = await fixedAnswer(`${gate.url}${PATH}`, { ...SENT.headers, authorization }, SENT.body);
    const bare = held.use(await startBaseline(answer, bench.redisUrl));
    const count = Math.ceil(MOST_PER_SECOND * bench.effort.secondsPerRound);
    const submissions = async () => requestsOf('POST', PATH, await admittedPeople(bench, windowId, count), SENT);
    const same = await submissions();
    return await inTurns('booking', bench.effort, null, {
      subject: { server: gate, requests: submissions },
      baseline: { server: bare, requests: () => same },
    });
  },
};

/** Values of `Authorization` of so many people who may book, each with a contact of their own. */
function admittedPeople(bench: Bench, windowId: string, count: number): Promise<string[]> {
  const keys = Keyring.parse(bench.keys.PASS_KEYS);
  const expiresAtMs = Date.now() + LEFT_MS;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const personKey = aPersonKey();
      const sealedContact = await bench.sealedContact(personKey);
      const pass = { windowId, number: index + 1, personKey, sealedContact, language: 'ko', expiresAtMs } as const;
      return `Bearer ${signPass(keys, pass)}`;
    }),
  );
}
