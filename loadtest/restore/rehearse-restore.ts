import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EmbeddedServer, startPostgres } from '@sunbeon/embedded';
import { GateClient, type Stack, startStack } from '@sunbeon/scripts';
import { ResourceStack } from '@sunbeon/service-kit';
import pg from 'pg';
import { layBookings } from '../bench/bookings/many-bookings.ts';
import { archiveEverything, layBackup, makeArchive, takeBaseBackup } from './backup.ts';
import { contentsOf, type TableContents } from './contents.ts';
import { openEvening, peopleWhoBook, toldOtherwise } from './evening.ts';

export interface RestoreOptions {
  /** An empty folder. */
  readonly dataDir: string;
  /** Bookings that are there before the backup is taken. */
  readonly bookings: number;
  /** People who book after it. */
  readonly people: number;
  readonly fromSource: boolean;
  readonly say: (line: string) => void;
}

/** What a rehearsal found; `lost` and `toldOtherwise` have to be nothing. */
export interface RestoreReport {
  readonly kept: boolean;
  readonly bookings: number;
  readonly rows: number;
  readonly backupSeconds: number;
  /** From the empty machine to a Postgres that takes connections, its archive replayed. */
  readonly restoreSeconds: number;
  /** From there to services that are ready, with a Redis that knows nothing. */
  readonly servicesSeconds: number;
  /** Tables that do not hold what they held. */
  readonly lost: readonly string[];
  /** People who are told another number or another booking than before. */
  readonly toldOtherwise: number;
}

const CONNECTIONS = 32;

/**
 * Loses the machine of Postgres and Redis with all that is on their disks, in the middle of an evening, and restores
 * Postgres from a base backup and the archive of what it wrote since. Redis begins with nothing, as it may.
 */
export async function rehearseRestore(options: RestoreOptions): Promise<RestoreReport> {
  const { dataDir, bookings, people, say } = options;
  await using held = new ResourceStack();
  const folders = foldersIn(dataDir);
  await mkdir(folders.postgres, { recursive: true, mode: 0o755 });
  const before = await startOver(options, await archivingPostgres(folders));
  const gate = clientOf(before.stack);
  const evening = await openEvening(before.stack, gate);
  await fill(before.postgres.url, evening, bookings);
  say(`${bookings} bookings are laid; a base backup is taken`);
  const backupSeconds = await seconds(() => takeBaseBackup(before.postgres.url, folders.cluster, folders.backup));
  const booked = await peopleWhoBook(before.stack, gate, evening, people);
  await gate.close();
  await before.stack.stop();
  await archiveEverything(before.postgres.url);
  const expected = await contentsOf(before.postgres.url);
  await before.postgres.stop();
  await Promise.all([folders.cluster, folders.redis].map((folder) => rm(folder, { recursive: true, force: true })));
  say(`${people} people have booked since; the disks are gone`);

  let postgres: EmbeddedServer | null = null;
  const restoreSeconds = await seconds(async () => {
    const settings = await layBackup(folders.backup, folders.cluster, folders.archive);
    postgres = await startPostgres({ dataDir: folders.postgres, settings });
  });
  if (postgres === null) throw new TypeError('Postgres was not started');
  const restored: EmbeddedServer = held.use(postgres);
  const lost = differencesOf(expected, await contentsOf(restored.url));
  say(`Postgres is back after ${restoreSeconds} s`);
  let after: Stack | null = null;
  const servicesSeconds = await seconds(async () => {
    after = (await startOver(options, restored)).stack;
  });
  if (after === null) throw new TypeError('the stack was not started');
  const stack: Stack = held.use(after);
  const again = clientOf(stack);
  const otherwise = await toldOtherwise(stack, again, booked);
  await again.close();
  const rows = [...expected.values()].reduce((sum, table) => sum + table.rows, 0);
  const kept = lost.length === 0 && otherwise === 0;
  const took = { backupSeconds, restoreSeconds, servicesSeconds };
  return { kept, bookings: bookings + people, rows, ...took, lost, toldOtherwise: otherwise };
}

function foldersIn(dataDir: string) {
  const postgres = join(dataDir, 'postgres');
  return {
    postgres,
    cluster: join(postgres, 'cluster'),
    redis: join(dataDir, 'stack', 'redis'),
    backup: join(dataDir, 'backup'),
    archive: join(dataDir, 'archive'),
  };
}

/** Whom it belongs to is known once there is a cluster: it is made first, and started again with its archive. */
async function archivingPostgres({
  postgres,
  cluster,
  archive,
}: ReturnType<typeof foldersIn>): Promise<EmbeddedServer> {
  const first = await startPostgres({ dataDir: postgres });
  await first.stop();
  return startPostgres({ dataDir: postgres, settings: await makeArchive(archive, cluster) });
}

async function startOver({ dataDir, fromSource, say }: RestoreOptions, postgres: EmbeddedServer) {
  const stackDir = join(dataDir, 'stack');
  await mkdir(stackDir, { recursive: true, mode: 0o755 });
  const stack = await startStack({
    nodeEnv: 'development',
    logLevel: 'info',
    dataDir: stackDir,
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    gateProcesses: 1,
    databaseUrl: postgres.url,
    redisUrl: null,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
    fromSource,
    onNotice: say,
  });
  return { stack, postgres };
}

function clientOf(stack: Stack): GateClient {
  return new GateClient(stack.gateUrl, { connections: CONNECTIONS, pause });
}

async function fill(url: string, evening: Parameters<typeof layBookings>[1], bookings: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await layBookings(client, evening, bookings);
  } finally {
    await client.end();
  }
}

function differencesOf(
  expected: ReadonlyMap<string, TableContents>,
  found: ReadonlyMap<string, TableContents>,
): string[] {
  return [...expected].flatMap(([name, { rows, sum }]) => {
    const now = found.get(name);
    return now?.rows === rows && now.sum === sum ? [] : [`${name}: ${now?.rows ?? 'no'} of ${rows} rows`];
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return Math.round((performance.now() - startedMs) / 100) / 10;
}
