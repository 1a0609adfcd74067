import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { unpackDebianPackages } from './debian-packages.ts';
import { EmbeddedError } from './embedded-error.ts';

const run = promisify(execFile);

/** How Redis is started: a command and its first arguments. */
export interface RedisServer {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it came from, for people. */
  readonly origin: 'path' | 'fetched';
}

const OLDEST_MAJOR = 7;
const PACKAGES = [
  'redis-server',
  'redis-tools',
  'libjemalloc2',
  'liblzf1',
  'liblua5.1-0',
  'lua-cjson',
  'lua-bitop',
  'libatomic1',
];

/**
 * A Redis 7 or newer: the one on PATH, else Debian's packages unpacked into a cache folder of this user (nothing is
 * installed, no root needed). Rejects with {@link EmbeddedError} that says how to install one.
 */
export async function findRedisServer(cacheDir = join(homedir(), '.cache', 'sunbeon')): Promise<RedisServer> {
  const onPath: RedisServer = { command: 'redis-server', args: [], origin: 'path' };
  if (await works(onPath)) return onPath;
  const folder = join(cacheDir, 'redis');
  const fetched = serverIn(folder);
  if (await works(fetched)) return fetched;
  await unpackDebianPackages(PACKAGES, folder).catch((error: unknown) => {
    throw missing(error);
  });
  if (!(await works(fetched))) throw missing(null);
  return fetched;
}

function missing(cause: unknown): EmbeddedError {
  const hint =
    process.platform === 'darwin'
      ? 'brew install redis'
      : 'install redis-server 7 (Debian: apt-get install redis-server)';
  return new EmbeddedError(`no Redis ${OLDEST_MAJOR} found and none could be fetched: ${hint}, or set REDIS_URL`, {
    cause,
  });
}

async function works(server: RedisServer): Promise<boolean> {
  const { stdout } = await run(server.command, [...server.args, '--version']).catch(() => ({ stdout: '' }));
  return Number(/v=(\d+)\./.exec(stdout)?.[1] ?? 0) >= OLDEST_MAJOR;
}

function serverIn(folder: string): RedisServer {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [join(folder, 'usr', 'lib', triplet), join(folder, 'lib', triplet)];
  return {
    command: 'env',
    args: [`LD_LIBRARY_PATH=${libraries.join(delimiter)}`, join(folder, 'usr', 'bin', 'redis-server')],
    origin: 'fetched',
  };
}
