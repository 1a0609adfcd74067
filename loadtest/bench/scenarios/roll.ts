import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { loadSecrets, writeRecord } from '@sunbeon/scripts';
import { ResourceStack } from '@sunbeon/service-kit';
import { eachSyntheticPerson, rollFile } from '@sunbeon/synthetic';
import { cpuBetween, cpuSeconds } from '../../replay/cpu.ts';
import { type Bench, PREFIX } from '../bench.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Finding, Scenario } from '../finding.ts';
import { insertBare } from '../roll/bare-insert.ts';
import { importByCli } from '../roll/import-by-cli.ts';
import { peakMemoryMb } from '../roll/peak-memory.ts';
import { startApi } from '../server-process.ts';

const scenario = 'roll';
/** Memory that does not grow with the file: what both processes may have at most, whatever it holds. */
const MOST_API_MB = 500;
const MOST_CLI_MB = 250;

/** From a CSV file by `cli roll import` and one api into Postgres, against the bare insert of the same rows. */
export const roll: Scenario = {
  name: scenario,
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    const folder = await mkdtemp(join(tmpdir(), 'sunbeon-bench-'));
    held.use({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
    const api = held.use(await startApi(await settingsIn(folder, bench, ground)));
    await writeRecord(folder, recordOf(new URL(api.url).port));
    const file = join(folder, 'roll.csv');
    const people = eachSyntheticPerson(bench.effort.rollRows, { birthFrom: '1930-01-01', birthTo: '1968-12-31' });
    await pipeline(Readable.from(rollFile(people)), createWriteStream(file));
    const idleMb = peakMemoryMb(api.pid);
    const processes = [
      { name: 'api', pid: api.pid },
      { name: 'Postgres', pid: ground.pid },
    ];
    const before = cpuSeconds(processes);
    const imported = await importByCli(folder, file, ground.windowId);
    const used = cpuBetween(before, cpuSeconds(processes));
    const { added, rejected } = imported.done;
    if (added !== bench.effort.rollRows) throw new Error(`${added} were added and ${rejected} rejected`);
    const memory = { apiMb: peakMemoryMb(api.pid), idleMb, cliMb: imported.peakMb };
    const bareSeconds = await insertBare(ground.url);
    return findingsOf({ rows: added, seconds: imported.seconds, bareSeconds, used, ...memory });
  },
};

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly bareSeconds: number;
  readonly used: ReadonlyMap<string, number>;
  readonly apiMb: number;
  readonly idleMb: number;
  readonly cliMb: number;
}

function findingsOf({ rows, seconds, bareSeconds, used, apiMb, idleMb, cliMb }: Measured): Finding[] {
  const microsOf = (name: string) => (((used.get(name) ?? Number.NaN) * 1_000_000) / rows).toFixed(0);
  const [ours, bare] = [rows / seconds, rows / bareSeconds];
  return [
    {
      scenario,
      name: 'rows a second, share of the bare insert',
      value: ours / bare,
      unit: '×',
      target: null,
      detail: `${ours.toFixed(0)}/s of ${bare.toFixed(0)}/s, ${rows} rows; CPU a row: api ${microsOf('api')} µs, Postgres ${microsOf('Postgres')} µs`,
    },
    {
      scenario,
      name: 'peak memory of the api',
      value: apiMb,
      unit: 'MB',
      target: { atMost: MOST_API_MB },
      detail: `${idleMb.toFixed(0)} MB before`,
    },
    {
      scenario,
      name: 'peak memory of the command line',
      value: cliMb,
      unit: 'MB',
      target: { atMost: MOST_CLI_MB },
      detail: 'resident, the file being read in pieces',
    },
  ];
}

/** The api's settings, with the secrets the command line finds in its folder. */
async function settingsIn(folder: string, { redisUrl }: Bench, { url }: BookingGround) {
  const { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY } = await loadSecrets(folder);
  const secrets = { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY };
  return { ...secrets, DATABASE_URL: url, REDIS_URL: redisUrl, REDIS_PREFIX: PREFIX };
}

/** Of a stack of which only the staff's door is open. */
function recordOf(staffPort: string) {
  const nowhere = 9;
  const ports = { gate: nowhere, sandbox: nowhere, api: nowhere, smpp: nowhere, workerOps: nowhere };
  return {
    nodeEnv: 'development' as const,
    ports: { ...ports, notifierOps: nowhere, postgres: nowhere, redis: nowhere, staff: Number(staffPort) },
    databaseUrl: '',
    redisUrl: '',
    redisPrefix: PREFIX,
  };
}
