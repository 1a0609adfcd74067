import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { EmbeddedError } from './embedded-error.ts';
import { freePort } from './free-port.ts';
import { type EmbeddedServer, endOfLog, type KeptProcess, keepProcess } from './kept-process.ts';
import { endLeftover } from './process-identity.ts';
import { findRedisServer } from './redis-server.ts';

export interface RedisOptions {
  /** Folder of its data, configuration, password and log; made when it is not there. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Whether it writes an append-only file, synced every second. Default true. */
  readonly persistent?: boolean;
  /** Further lines of its configuration. */
  readonly directives?: readonly string[];
  /** Where a fetched Redis is kept. Default: a cache folder of this user. */
  readonly cacheDir?: string;
}

/** Longest a start may take, loading the append-only file included. */
const START_LIMIT_MS = 60_000;
const CONNECT_PAUSE_MS = 20;

/**
 * Starts Redis on loopback with a random password, `noeviction` and an append-only file. Resolves when it answers. It
 * ends with this process. Rejects with {@link EmbeddedError}.
 */
export async function startRedis(options: RedisOptions): Promise<EmbeddedServer> {
  const { dataDir, persistent = true, directives = [] } = options;
  const server = await findRedisServer(options.cacheDir);
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await endLeftover(Number(await readFile(join(dataDir, 'redis.pid'), 'utf8').catch(() => '')), 'redis', 'SIGTERM');
  const port = options.port ?? (await freePort());
  const password = await passwordOf(dataDir);
  const configFile = join(dataDir, 'redis.conf');
  const lines = [...configuration(dataDir, port, password, persistent), ...directives, ''];
  await writeFile(configFile, lines.join('\n'), { mode: 0o600 });
  const logFile = join(dataDir, 'redis.log');
  const kept = await keepProcess({
    command: server.command,
    args: [...server.args, configFile],
    stopSignal: 'TERM',
    logFile,
  });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  await answers(kept, url, logFile);
  return { url, port, pid: kept.pid, exited: kept.exited, stop: kept.stop, [Symbol.asyncDispose]: kept.stop };
}

async function passwordOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'password');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

function configuration(dataDir: string, port: number, password: string, persistent: boolean): string[] {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${dataDir}"`,
    `pidfile "${join(dataDir, 'redis.pid')}"`,
    'save ""',
    `appendonly ${persistent ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // A line that forgets people when memory is short would be no line.
    'maxmemory-policy noeviction',
    'tcp-backlog 511',
    'daemonize no',
  ];
}

async function answers(kept: KeptProcess, url: string, logFile: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
  });
  redis.on('error', () => {
    // Not there yet; the loop below decides.
  });
  const deadline = Date.now() + START_LIMIT_MS;
  try {
    while (!(await isReady(redis))) {
      if (kept.hasExited()) throw new EmbeddedError(`Redis did not start: ${await endOfLog(logFile)}`);
      if (Date.now() > deadline) {
        await kept.stop();
        throw new EmbeddedError(`Redis did not answer within ${START_LIMIT_MS / 1_000} s: see ${logFile}`);
      }
      await delay(CONNECT_PAUSE_MS);
    }
  } finally {
    redis.disconnect();
  }
}

async function isReady(redis: Redis): Promise<boolean> {
  try {
    if (redis.status !== 'ready') await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  }
}
