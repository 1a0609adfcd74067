import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedError } from './embedded-error.ts';
import { freePort } from './free-port.ts';
import { type EmbeddedServer, endOfLog, type KeptProcess, keepProcess } from './kept-process.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { prepareCluster } from './postgres-cluster.ts';

export interface PostgresOptions {
  /** Folder of the cluster, its password and its log; made when it is not there. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  /** `fast` gives up the promise that a commit survives a power cut. For tests only. Default `safe`. */
  readonly durability?: 'safe' | 'fast';
  /** Settings of its own, over the usual ones, e.g. to archive what it writes. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told one line for people when the cluster had to be put elsewhere. */
  readonly onNotice?: (line: string) => void;
}

const MAX_CONNECTIONS = 100;
/** Longest a start may take, recovery after a crash included. */
const START_LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 20;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: String(MAX_CONNECTIONS),
  shared_buffers: '256MB',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const FAST_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
};

/**
 * Starts Postgres 18 on loopback, with its cluster in `dataDir`; the first time it makes the cluster. Resolves when it
 * takes connections. It ends with this process. Rejects with {@link EmbeddedError}.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedServer> {
  const { dataDir, durability = 'safe' } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const cluster = await prepareCluster(dataDir, options.onNotice);
  const port = options.port ?? (await freePort());
  const { postgres } = await postgresBinaries(cluster.account);
  const usual = { ...SETTINGS, ...(durability === 'fast' ? FAST_SETTINGS : {}) };
  const settings = { ...usual, ...options.settings, port: String(port) };
  const logFile = join(dataDir, 'postgres.log');
  const server = await keepProcess({
    command: postgres,
    args: ['-D', cluster.folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    stopSignal: 'INT',
    logFile,
    ...cluster.account,
  });
  const url = `postgresql://sunbeon:${cluster.password}@127.0.0.1:${port}/sunbeon`;
  try {
    await takesConnections(server, cluster.folder, logFile);
    await createDatabase(url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    port,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
    [Symbol.asyncDispose]: server.stop,
  };
}

async function takesConnections(server: KeptProcess, clusterFolder: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await isReady(server.pid, clusterFolder))) {
    if (server.hasExited()) throw new EmbeddedError(`Postgres did not start: ${await endOfLog(logFile)}`);
    if (Date.now() > deadline) {
      throw new EmbeddedError(`Postgres did not take connections within ${START_LIMIT_MS / 1_000} s: see ${logFile}`);
    }
    await delay(LOOK_AGAIN_MS);
  }
}

/** Lines of `postmaster.pid`, counted from 0. Asking the port instead might reach the server of somebody else. */
const PID_LINE = 0;
const STATUS_LINE = 7;

async function isReady(pid: number, clusterFolder: string): Promise<boolean> {
  const lines = (await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[PID_LINE]) === pid && lines[STATUS_LINE]?.trim() === 'ready';
}

const INVALID_PASSWORD = '28P01';

/** Makes the `sunbeon` database unless it is there. */
async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url.replace(/\/sunbeon$/, '/postgres') });
  try {
    await client.connect();
    const found = await client.query("SELECT FROM pg_database WHERE datname = 'sunbeon'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE sunbeon');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === INVALID_PASSWORD)) throw error;
    const hint = 'the Postgres of this data folder has another password: remove the folder to begin anew';
    throw new EmbeddedError(hint, { cause: error });
  } finally {
    await client.end();
  }
}
