import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import pg from 'pg';
import { cpuBetween, cpuSeconds } from '../../replay/cpu.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Finding, Scenario } from '../finding.ts';
import { importByCli } from '../roll/import-by-cli.ts';
import { peakMemoryMb } from '../roll/peak-memory.ts';
import { openStaffDoor } from '../roll/staff-door.ts';

const scenario = 'slots-file';
const SITES = 100;
const MINUTE_MS = 60_000;
/** Memory that does not grow with the file. */
const MOST_API_MB = 500;

/** From a CSV file by `cli data import` and one api into Postgres, against the bare COPY of the same file. */
export const slotsFile: Scenario = {
  name: scenario,
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    const { folder, api } = await openStaffDoor(held, bench, ground);
    const file = join(folder, 'slots.csv');
    const rows = bench.effort.rollRows;
    await pipeline(Readable.from(linesOf(rows)), createWriteStream(file, { mode: 0o644 }));
    const processes = [
      { name: 'api', pid: api.pid },
      { name: 'Postgres', pid: ground.pid },
    ];
    const importing = (...more: string[]) =>
      importByCli(folder, ['data', 'import', file, '--kind', 'slots', '--window', ground.windowId, ...more]);
    const start = cpuSeconds(processes);
    const preview = await importing('--preview');
    const between = cpuSeconds(processes);
    const imported = await importing();
    const end = cpuSeconds(processes);
    if (imported.done.added !== rows || preview.done.added !== rows) throw new Error('not all were added');
    const bareSeconds = await copyBare(ground.url, file);
    const bare = cpuBetween(end, cpuSeconds(processes)).get('Postgres') ?? Number.NaN;
    const used = cpuBetween(between, end);
    const apiMb = peakMemoryMb(api.pid);
    return findingsOf({
      rows,
      imported,
      preview,
      used,
      foreseen: cpuBetween(start, between),
      bare,
      bareSeconds,
      apiMb,
    });
  },
};

interface Measured {
  readonly rows: number;
  readonly imported: { readonly seconds: number };
  readonly preview: { readonly seconds: number };
  readonly used: ReadonlyMap<string, number>;
  readonly foreseen: ReadonlyMap<string, number>;
  /** Seconds of a processor the bare COPY takes. */
  readonly bare: number;
  readonly bareSeconds: number;
  readonly apiMb: number;
}

function findingsOf({ rows, imported, preview, used, foreseen, bare, bareSeconds, apiMb }: Measured): Finding[] {
  const micros = (seconds: number) => (seconds * 1_000_000) / rows;
  const of = (by: ReadonlyMap<string, number>, name: string) => micros(by.get(name) ?? Number.NaN);
  const whole = (by: ReadonlyMap<string, number>) => of(by, 'api') + of(by, 'Postgres');
  const told = (by: ReadonlyMap<string, number>) =>
    `api ${of(by, 'api').toFixed(1)} µs, Postgres ${of(by, 'Postgres').toFixed(1)} µs a row`;
  return [
    {
      scenario,
      name: 'CPU a row, times that of the bare COPY',
      value: whole(used) / micros(bare),
      unit: '×',
      target: null,
      detail: `${told(used)}; COPY ${micros(bare).toFixed(1)} µs; ${(rows / imported.seconds).toFixed(0)} rows/s of ${(rows / bareSeconds).toFixed(0)}/s, ${rows} rows`,
    },
    {
      scenario,
      name: 'CPU a row of a preview, times that of the bare COPY',
      value: whole(foreseen) / micros(bare),
      unit: '×',
      target: null,
      detail: `${told(foreseen)}; ${(rows / preview.seconds).toFixed(0)} rows/s`,
    },
    {
      scenario,
      name: 'peak memory of the api',
      value: apiMb,
      unit: 'MB',
      target: { atMost: MOST_API_MB },
      detail: 'resident, after a preview and the import',
    },
  ];
}

function* linesOf(rows: number): Generator<string> {
  yield 'site_id,starts_at,product,capacity\n';
  const startMs = Date.UTC(2030, 0, 1);
  for (let row = 0; row < rows; row += 1) {
    const startsAt = new Date(startMs + Math.floor(row / SITES) * MINUTE_MS).toISOString();
    yield `site-${1 + (row % SITES)},${startsAt},mRNA,10\n`;
  }
}

/** Into a table like that of slots, with its constraints and indexes, by one statement; returns the seconds that took. */
async function copyBare(databaseUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('CREATE TABLE bare (LIKE slot INCLUDING ALL)');
    await client.query("ALTER TABLE bare ALTER window_id SET DEFAULT 'bench'");
    await client.query(
      'ALTER TABLE bare ADD FOREIGN KEY (site_id) REFERENCES site, ADD FOREIGN KEY (window_id) REFERENCES booking_window',
    );
    const startedMs = performance.now();
    await client.query(`COPY bare (site_id, starts_at, product, capacity) FROM '${file}' (FORMAT csv, HEADER)`);
    return (performance.now() - startedMs) / 1_000;
  } finally {
    await client.end();
  }
}
