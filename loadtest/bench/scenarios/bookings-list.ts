import { bookingPageSchema } from '@sunbeon/core';
import { ResourceStack } from '@sunbeon/service-kit';
import pg from 'pg';
import { request } from 'undici';
import { PREFIX } from '../bench.ts';
import { layBookings } from '../bookings/many-bookings.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Finding, Scenario } from '../finding.ts';
import { startApi } from '../server-process.ts';
import { median } from '../statistics.ts';

const scenario = 'bookings-list';
const BOOKINGS = 100_000;
const ROWS = 50;
/** Pages of each kind in one round, with the bare query in turns. */
const PAGES_PER_ROUND = 20;
/** A page at the end of the list costs what the first one does. */
const MOST_FOR_THE_LAST = 1.5;

/** The least that could answer: one statement for the same rows, by whoever knows the indices, with nothing around it. */
const COLUMNS = `SELECT booking.id, booking.number, booking.state, booking.booked_at, slot.starts_at, slot.product, site.name
  FROM booking JOIN slot ON slot.id = booking.slot_id JOIN site ON site.id = slot.site_id`;

interface Kind {
  readonly name: string;
  readonly query: string;
  readonly bare: string;
}

const kinds: readonly Kind[] = [
  {
    name: 'a window and a state, the newest first',
    query: 'window=bench&state=confirmed',
    bare: `${COLUMNS} WHERE booking.window_id = 'bench' AND booking.state = 'confirmed' ORDER BY booking.booked_at DESC LIMIT ${ROWS}`,
  },
  {
    name: 'a clinic, by the time of the appointment',
    query: 'site=site-7',
    bare: `${COLUMNS} WHERE slot.site_id = 'site-7' ORDER BY slot.starts_at LIMIT ${ROWS}`,
  },
  {
    name: 'how a number begins',
    query: 'search=K7',
    bare: `${COLUMNS} WHERE booking.number BETWEEN 'K7' AND 'K7ZZ-ZZZZ-ZZZZ' ORDER BY booking.number LIMIT ${ROWS}`,
  },
];

/** Pages of the list of bookings at 100,000 of them, by the staff's door, against the bare statement in the same run. */
export const bookingsList: Scenario = {
  name: scenario,
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    const client = new pg.Client({ connectionString: ground.url });
    await client.connect();
    held.use({ [Symbol.asyncDispose]: () => client.end() });
    await layBookings(client, ground, BOOKINGS);
    const { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY } = bench.keys;
    const secrets = { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY };
    const places = { DATABASE_URL: ground.url, REDIS_URL: bench.redisUrl, REDIS_PREFIX: PREFIX };
    const api = held.use(await startApi({ ...secrets, ...places }));
    const ask = (query: string) => pageOf(`${api.url}/v1/staff/bookings/list?limit=${ROWS}&${query}`, STAFF_KEY);
    const findings: Finding[] = [];
    for (const kind of kinds) findings.push(await againstBare(kind, bench.effort.rounds, ask, client));
    return [...findings, await lastAgainstFirst(bench.effort.rounds, ask)];
  },
};

type Ask = (query: string) => Promise<{ readonly rows: number; readonly next: string | null }>;

async function pageOf(url: string, staffKey: string): ReturnType<Ask> {
  const { body, statusCode } = await request(url, { headers: { authorization: `Bearer ${staffKey}` } });
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  const { rows, next } = bookingPageSchema.parse(await body.json());
  return { rows: rows.length, next };
}

async function againstBare({ name, query, bare }: Kind, rounds: number, ask: Ask, client: pg.Client): Promise<Finding> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let turn = -PAGES_PER_ROUND; turn < rounds * PAGES_PER_ROUND; turn += 1) {
    const bareMs = await timed(() => client.query(bare));
    const { rows } = await ask(query);
    if (rows !== ROWS) throw new Error(`${rows} rows for ${query}`);
    const oursMs = await timed(() => ask(query));
    if (turn < 0) continue;
    theirs.push(bareMs);
    ours.push(oursMs);
  }
  return {
    scenario,
    name: `a page by ${name}, times the bare statement`,
    value: median(ours) / median(theirs),
    unit: '×',
    target: null,
    detail: `${median(ours).toFixed(1)} ms over HTTP against ${median(theirs).toFixed(1)} ms of the statement alone, ${BOOKINGS} bookings`,
  };
}

async function lastAgainstFirst(rounds: number, ask: Ask): Promise<Finding> {
  const query = 'window=bench&state=confirmed';
  let pages = 1;
  let last = query;
  for (let { next } = await ask(query); next !== null; pages += 1) {
    last = `${query}&after=${next}`;
    ({ next } = await ask(last));
  }
  const [first, end]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < rounds * PAGES_PER_ROUND; turn += 1) {
    first.push(await timed(() => ask(query)));
    end.push(await timed(() => ask(last)));
  }
  return {
    scenario,
    name: `the last of ${pages} pages, times the first`,
    value: median(end) / median(first),
    unit: '×',
    target: { atMost: MOST_FOR_THE_LAST },
    detail: `${median(end).toFixed(1)} ms against ${median(first).toFixed(1)} ms`,
  };
}

async function timed(job: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await job();
  return performance.now() - startedAt;
}
