import { signTicket } from '@sunbeon/crypto';
import { ResourceStack } from '@sunbeon/service-kit';
import { aPersonKey, type Bench } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';

const FLOOR = 0.5;
/** Enough that nobody asks more often than one person may. */
const PEOPLE = 30_000;
/** These many at the front are left out: the line itself answers them. */
const AT_THE_FRONT = 1_000;
const HOUR_MS = 3_600_000;
const PATH = '/v1/tickets/me';

/** Where one's ticket stands, against bare `node:http` that answers the same bytes: far from the front, and at it. */
export const ticketStanding: Scenario = {
  name: 'ticket-standing',
  persistent: true,
  run: async (bench) => [
    ...(await measure(bench, 'ticket-standing', 200, FLOOR)),
    // Everybody is "at the front" of a window that may call so many a second.
    ...(await measure(bench, 'ticket-standing at the front', PEOPLE, 0)),
  ],
};

async function measure(bench: Bench, name: string, maxPerSecond: number, floor: number): Promise<Finding[]> {
  await using held = new ResourceStack();
  const bearers = await ticketsOf(bench, await bench.openWindow({ maxPerSecond }));
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

async function ticketsOf(bench: Bench, windowId: string): Promise<string[]> {
  const sealedContact = await bench.sealedContact();
  const people = Array.from({ length: AT_THE_FRONT + PEOPLE }, aPersonKey);
  const places = await Promise.all(people.map((personKey) => bench.room.join(windowId, personKey)));
  return places.slice(AT_THE_FRONT).map((place, index) => {
    if (place.outcome !== 'placed') throw new Error(`a join was answered ${place.outcome}`);
    const { number, epoch } = place;
    const personKey = people[AT_THE_FRONT + index] ?? '';
    const expiresAtMs = Date.now() + HOUR_MS;
    const ticket = { windowId, number, epoch, personKey, sealedContact, language: 'ko', expiresAtMs } as const;
    return `Bearer ${signTicket(bench.ticketKeys, ticket)}`;
  });
}
