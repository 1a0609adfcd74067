import type { AvailableSite, AvailableSlot } from '@sunbeon/core';
import { ResourceStack } from '@sunbeon/service-kit';
import { AvailabilityBoard } from '@sunbeon/waiting-room';
import { type Bench, PREFIX } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';

const SITES = 100;
const SITES_PER_MUNICIPALITY = 4;
const SLOTS_PER_SITE = 60;
const TIMES_PER_DAY = 12;
const FIRST_DAY_MS = Date.parse('2021-08-16T00:00:00.000Z');
const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const LEASE_MS = 60_000;

/** What is free, of one clinic after another and of one municipality after another, against bare `node:http` that answers the same bytes. */
export const slots: Scenario = {
  name: 'slots',
  persistent: true,
  async run(bench) {
    const windowId = await bench.openWindow();
    await publish(bench, windowId);
    const sites = Array.from({ length: SITES }, (_, site) => `site=${idOf(site)}`);
    const municipalities = new Set(Array.from({ length: SITES }, (_, site) => `municipality=${codeOf(site)}`));
    return [
      ...(await measure(bench, windowId, 'slots of a clinic', sites)),
      ...(await measure(bench, windowId, 'slots of a municipality', [...municipalities])),
    ];
  },
};

async function measure(bench: Bench, windowId: string, name: string, questions: readonly string[]): Promise<Finding[]> {
  await using held = new ResourceStack();
  const gate = held.use(await bench.startGate());
  const paths = questions.map((question) => `/v1/slots?window=${windowId}&${question}`);
  const bare = held.use(await startBaseline(await fixedAnswer(`${gate.url}${paths[0] ?? ''}`)));
  const prepared = paths.flatMap((path) => requestsOf('GET', path));
  const requests = () => prepared;
  return await inTurns(name, bench.effort, null, {
    subject: { server: gate, requests },
    baseline: { server: bare, requests },
  });
}

/** As the worker would. */
async function publish({ redis }: Bench, windowId: string): Promise<void> {
  const board = new AvailabilityBoard(redis, PREFIX);
  const sites = Array.from({ length: SITES }, (_, site) => siteOf(site));
  const slotsOf = new Map(sites.map(({ id }, site) => [id, JSON.stringify(slotsAt(site))]));
  await board.hold(windowId, 'bench', LEASE_MS);
  const published = await board.publish(windowId, 'bench', LEASE_MS, {
    after: null,
    mark: { takenAt: new Date().toISOString(), sitesVersion: 'bench' },
    sites,
    municipalities: [],
    slots: slotsOf,
  });
  if (published !== 'published') throw new Error(`slots that are free were not published: ${published}`);
}

function siteOf(site: number): AvailableSite {
  return {
    id: idOf(site),
    name: `제${site}병원`,
    type: '종합병원',
    province: '서울특별시',
    municipality: '종로구',
    municipalityCode: codeOf(site),
    latitude: 37.5,
    longitude: 127,
  };
}

function slotsAt(site: number): AvailableSlot[] {
  return Array.from({ length: SLOTS_PER_SITE }, (_, slot) => {
    const inDay = (slot % TIMES_PER_DAY) * HALF_HOUR_MS;
    const startsAt = new Date(FIRST_DAY_MS + Math.floor(slot / TIMES_PER_DAY) * DAY_MS + inDay).toISOString();
    return { id: String(site * SLOTS_PER_SITE + slot + 1), startsAt, product: 'mRNA', free: 10 };
  });
}

function idOf(site: number): string {
  return `bench-${site}`;
}

function codeOf(site: number): string {
  return String(11_010 + Math.floor(site / SITES_PER_MUNICIPALITY));
}
