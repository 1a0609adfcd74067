import { ResourceStack } from '@sunbeon/service-kit';
import type { Bench } from '../bench.ts';
import type { Requests } from '../closed-loop.ts';
import type { Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';
import { ticketHolders } from '../ticket-holders.ts';

const PATH = '/v1/admissions';
/** Claims a second that one round never reaches: everybody claims once. */
const MOST_PER_SECOND = 15_000;
/** Nobody waits for a seat, and everybody is called as fast as the line can. */
const LIMITS = { maxActive: 1_000_000, maxPerSecond: 10_000_000 };

/** Ticket verified, a seat taken, pass signed, against bare `node:http` that does one pipelined `INCR` and answers as many bytes. */
export const admission: Scenario = {
  name: 'admission',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const gate = held.use(await bench.startGate());
    const [authorization = ''] = await calledPeople(bench, 1);
    const answer = await fixedAnswer(`${gate.url}${PATH}`, { authorization }, '');
    const bare = held.use(await startBaseline(answer, bench.redisUrl));
    const count = Math.ceil(MOST_PER_SECOND * bench.effort.secondsPerRound);
    const claims = async (): Promise<Requests> => requestsOf('POST', PATH, await calledPeople(bench, count));
    const same = await claims();
    return await inTurns('admission', bench.effort, null, {
      subject: { server: gate, requests: claims },
      baseline: { server: bare, requests: () => same },
    });
  },
};

/** Values of `Authorization` of so many people whose numbers have been called, in a window of their own. */
async function calledPeople(bench: Bench, count: number): Promise<string[]> {
  const windowId = await bench.openWindow(LIMITS);
  const holders = await ticketHolders(bench, windowId, count);
  for (let serving = 0; serving < count; ) ({ serving } = await bench.room.callNext(windowId));
  return holders.map(({ bearer }) => bearer);
}
