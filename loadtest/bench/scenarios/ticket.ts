import { ResourceStack } from '@sunbeon/service-kit';
import type { Bench } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';
import { ticketHolders } from '../ticket-holders.ts';

const FLOOR = 0.5;
/** Enough that nobody asks more often than one person may. */
const PEOPLE = 30_000;
/** These many at the front are left out: the line itself answers them. */
const AT_THE_FRONT = 1_000;
const PATH = '/v1/tickets/me';

/** Where one's ticket stands, against bare `node:http` that answers the same bytes: far from the front, and at it. */
export const ticket: Scenario = {
  name: 'ticket',
  persistent: true,
  run: async (bench) => [
    ...(await measure(bench, 'ticket', 200, FLOOR)),
    // Everybody is "at the front" of a window that may call so many a second.
    ...(await measure(bench, 'ticket at the front', PEOPLE, null)),
  ],
};

async function measure(bench: Bench, name: string, maxPerSecond: number, floor: number | null): Promise<Finding[]> {
  await using held = new ResourceStack();
  const holders = await ticketHolders(bench, await bench.openWindow({ maxPerSecond }), AT_THE_FRONT + PEOPLE);
  const bearers = holders.slice(AT_THE_FRONT).map(({ bearer }) => bearer);
  const gate = held.use(await bench.startGate());
  const [authorization = ''] = bearers;
  const bare = held.use(await startBaseline(await fixedAnswer(`${gate.url}${PATH}`, { authorization })));
  const prepared = requestsOf('GET', PATH, bearers);
  const requests = () => prepared;
  return await inTurns(name, bench.effort, floor, {
    subject: { server: gate, requests },
    baseline: { server: bare, requests },
  });
}
