import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResourceStack } from '@sunbeon/service-kit';
import { childrenOf } from '../../chaos/processes.ts';
import { percentile } from '../../replay/arrival-order.ts';
import type { Bench } from '../bench.ts';
import type { Requests } from '../closed-loop.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Finding, Scenario } from '../finding.ts';
import { BusyCrowd } from '../isolation/busy-crowd.ts';
import { StaffCalls, type StaffRound } from '../isolation/staff-calls.ts';
import { type House, oneProcess, partCores, shareCores, twoProcesses } from '../isolation/two-houses.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';
import { median } from '../statistics.ts';

const scenario = 'isolation';
/** How much longer staff may wait while the public door is as busy as it gets. */
const CEILING = 1.2;
/** Enough that nobody meets the limit of what one person may ask. */
const PEOPLE = 4_000;
/** Before anything is measured: by then the compiler has seen what staff ask. */
const WARM_UP_SECONDS = 6;

/** One side of a comparison: what staff saw, round by round, and how busy the crowd was. */
class Side {
  readonly rounds: StaffRound[] = [];
  readonly crowd: number[] = [];

  get medianMs(): number {
    return percentile(this.#latencies, 0.5);
  }

  get p95Ms(): number {
    return percentile(this.#latencies, 0.95);
  }

  get cpuMicros(): number {
    return median(this.rounds.map(({ cpuMicros }) => cpuMicros));
  }

  get loopDelayMs(): number {
    return median(this.rounds.map(({ loopDelayMs }) => loopDelayMs));
  }

  get #latencies(): number[] {
    return this.rounds.flatMap(({ latenciesMs }) => latenciesMs);
  }
}

/** How long staff wait while the public door is fully loaded, with both doors in one process and with one for each. */
export const isolation: Scenario = {
  name: scenario,
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    const folder = await mkdtemp(join(tmpdir(), 'sunbeon-bench-'));
    held.use({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
    const houses = {
      two: held.use(await twoProcesses(bench, ground)),
      one: held.use(await oneProcess(bench, ground)),
    };
    const stranger = held.use(await startBaseline({ status: 200, headers: ['Content-Length', '2'], body: '{}' }));
    const staff = held.use(new StaffCalls(bench.keys.STAFF_KEY, mixOf(ground.windowId)));
    const requests = await publicRequests(bench);
    const busy = (url: string, asked: Requests) => BusyCrowd.start(url, asked, join(folder, 'requests.json'));
    const bystander = () => busy(stranger.url, requestsOf('GET', '/'));
    const night = (house: House) => busy(house.gate.url, requests);
    const sides = { two: sidesOf(), one: sidesOf(), stranger: new Side(), apart: new Side(), apartAlone: new Side() };
    for (const { staff: door } of Object.values(houses)) await staff.round(door, WARM_UP_SECONDS);
    const { rounds, secondsPerRound } = bench.effort;
    const measure = async (side: Side, { staff: door }: House, crowd: BusyCrowd | null): Promise<void> => {
      side.rounds.push(await staff.round(door, secondsPerRound));
      if (crowd !== null) side.crowd.push(median(crowd.perSecond));
    };
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ['two', 'one'] as const) {
        await measure(sides[name].alone, houses[name], null);
        await using crowd = await night(houses[name]);
        await measure(sides[name].beside, houses[name], crowd);
      }
      await besideStranger(measure, sides.stranger, houses.two, bystander);
      const databases = () => [bench.redisPid, ground.pid, ...childrenOf(ground.pid)];
      await withCoresApart(measure, sides, { house: houses.two, databases }, night);
    }
    return findingsOf(sides);
  },
};

type Measure = (side: Side, house: House, crowd: BusyCrowd | null) => Promise<void>;

interface Sides {
  readonly two: { readonly alone: Side; readonly beside: Side };
  readonly one: { readonly alone: Side; readonly beside: Side };
  /** Beside a crowd that has nothing to do with us. */
  readonly stranger: Side;
  /** Staff's process and the public's on cores of their own. */
  readonly apart: Side;
  readonly apartAlone: Side;
}

function sidesOf(): Sides['two'] {
  return { alone: new Side(), beside: new Side() };
}

/** The same number of people keep a server busy that is not ours: what a full machine costs staff, whoever fills it. */
async function besideStranger(
  measure: Measure,
  side: Side,
  house: House,
  start: () => Promise<BusyCrowd>,
): Promise<void> {
  await using crowd = await start();
  await measure(side, house, crowd);
}

/** Half of the cores for the public's processes and their crowd, half for staff and the databases: what both ask of these is left. */
async function withCoresApart(
  measure: Measure,
  { apart, apartAlone }: Sides,
  { house, databases }: { readonly house: House; readonly databases: () => readonly number[] },
  start: (house: House) => Promise<BusyCrowd>,
): Promise<void> {
  const own = [process.pid, house.staff.pid, ...databases()];
  if (!partCores(house.publicPids, own)) return;
  try {
    await measure(apartAlone, house, null);
    await using crowd = await start(house);
    partCores([crowd.pid], own);
    await measure(apart, house, crowd);
  } finally {
    shareCores([...house.publicPids, process.pid, house.staff.pid, ...databases()]);
  }
}

/** What a page of the console asks, and a lever. */
function mixOf(windowId: string): ConstructorParameters<typeof StaffCalls>[1] {
  const window = `/v1/staff/windows/${windowId}`;
  const pages = ['windows', 'me', 'members', 'messages/failed', `slots?window=${windowId}&site=bench-1`];
  return [
    ...pages.map((page) => ({ method: 'GET' as const, path: `/v1/staff/${page}` })),
    { method: 'POST', path: `${window}/agent-seats`, body: { agentSeats: 3 } },
  ];
}

/** Of every three, one asks for a place, one how the line stands, and one for their bookings, which needs the api. */
async function publicRequests(bench: Bench): Promise<Requests> {
  const windowId = await bench.openWindow();
  const people = await bench.newPeople(PEOPLE);
  const joins = requestsOf('POST', `/v1/windows/${windowId}/tickets`, people);
  const bookings = requestsOf('GET', '/v1/bookings/me', people);
  const [status] = requestsOf('GET', `/v1/windows/${windowId}/status`);
  if (status === undefined) throw new TypeError('nobody asks for the status');
  return joins.flatMap((asked, index) => [bookings[index] ?? status, asked, status]);
}

function findingsOf({ two, one, stranger, apart, apartAlone }: Sides): Finding[] {
  return [
    compared('staff wait beside the public crowd, a process for each door', two.beside, two.alone, CEILING),
    compared('the same, 95 of 100 calls', two.beside, two.alone, CEILING, 'p95Ms'),
    compared('staff wait beside a crowd elsewhere on the machine', stranger, two.alone),
    compared('the same, 95 of 100 calls', stranger, two.alone, null, 'p95Ms'),
    compared('staff wait beside the public crowd, both doors in one process', one.beside, one.alone),
    compared('the same, 95 of 100 calls', one.beside, one.alone, null, 'p95Ms'),
    ...(apart.rounds.length === 0
      ? []
      : [
          compared('staff wait beside the public crowd, its processes on other cores', apart, apartAlone, CEILING),
          compared('the same, 95 of 100 calls', apart, apartAlone, CEILING, 'p95Ms'),
        ]),
    {
      ...compared('CPU time of a staff call beside the public crowd', two.beside, two.alone),
      value: two.beside.cpuMicros / two.alone.cpuMicros,
      detail: `${two.beside.cpuMicros.toFixed(0)} µs against ${two.alone.cpuMicros.toFixed(0)} µs`,
    },
    {
      ...compared('1 turn in 100 of the event loop staff are on, late by', two.beside, two.alone),
      value: two.beside.loopDelayMs,
      unit: 'ms',
      detail: [
        `alone ${two.alone.loopDelayMs.toFixed(1)}`,
        `both doors in one process ${one.beside.loopDelayMs.toFixed(1)}`,
        `a crowd elsewhere ${stranger.loopDelayMs.toFixed(1)} ms`,
      ].join(', '),
    },
  ];
}

function compared(
  name: string,
  ours: Side,
  base: Side,
  ceiling: number | null = null,
  of: 'medianMs' | 'p95Ms' = 'medianMs',
): Finding {
  const crowd = ours.crowd.length === 0 ? '' : `, the crowd answered ${median(ours.crowd).toFixed(0)} times a second`;
  return {
    scenario,
    name,
    value: ours[of] / base[of],
    unit: '×',
    target: ceiling === null ? null : { atMost: ceiling },
    detail: `${ours[of].toFixed(1)} ms against ${base[of].toFixed(1)} ms${crowd}`,
  };
}
