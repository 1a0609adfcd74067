import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import { eachSyntheticPerson, rollFile } from '@sunbeon/synthetic';
import { cpuBetween, cpuSeconds } from '../../replay/cpu.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Finding, Scenario } from '../finding.ts';
import { insertBare } from '../roll/bare-insert.ts';
import { importByCli } from '../roll/import-by-cli.ts';
import { peakMemoryMb } from '../roll/peak-memory.ts';
import { openStaffDoor } from '../roll/staff-door.ts';

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
    const { folder, api } = await openStaffDoor(held, bench, ground);
    const file = join(folder, 'roll.csv');
    const people = eachSyntheticPerson(bench.effort.rollRows, { birthFrom: '1930-01-01', birthTo: '1968-12-31' });
    await pipeline(Readable.from(rollFile(people)), createWriteStream(file));
    const idleMb = peakMemoryMb(api.pid);
    const processes = [
      { name: 'api', pid: api.pid },
      { name: 'Postgres', pid: ground.pid },
    ];
    const before = cpuSeconds(processes);
    const imported = await importByCli(folder, ['roll', 'import', file, '--campaign', ground.windowId]);
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
