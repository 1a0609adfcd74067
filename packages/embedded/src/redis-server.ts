import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
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
const FETCH_LIMIT_MS = 120_000;

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
  await fetchFromDebian(folder).catch((error: unknown) => {
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

async function fetchFromDebian(folder: string): Promise<void> {
  const draft = await mkdtemp(join(tmpdir(), 'sunbeon-redis-'));
  try {
    const unpacked = join(draft, 'unpacked');
    await mkdir(unpacked);
    await downloadInto(draft);
    for (const file of await readdir(draft)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', join(draft, file), unpacked]);
    }
    await place(unpacked, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** With the package lists of the system, else with lists of our own, so that neither root nor the system's state is touched. */
async function downloadInto(draft: string): Promise<void> {
  const limits = { cwd: draft, timeout: FETCH_LIMIT_MS };
  try {
    await run('apt-get', ['download', '-q', ...PACKAGES], limits);
  } catch {
    const lists = join(draft, 'apt');
    await mkdir(join(lists, 'state', 'lists', 'partial'), { recursive: true });
    await mkdir(join(lists, 'cache', 'archives', 'partial'), { recursive: true });
    const own = ['-o', `Dir::State=${join(lists, 'state')}`, '-o', `Dir::Cache=${join(lists, 'cache')}`];
    own.push(
      '-o',
      `Dir::State::lists=${join(lists, 'state', 'lists')}`,
      '-o',
      'Dir::State::status=/var/lib/dpkg/status',
    );
    await run('apt-get', [...own, 'update', '-q'], limits);
    await run('apt-get', [...own, 'download', '-q', ...PACKAGES], limits);
  }
}

/** Moves the unpacked packages to the cache in one step on its file system; whoever comes second keeps the first one's. */
async function place(unpacked: string, folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  await mkdir(folder.slice(0, folder.lastIndexOf('/')), { recursive: true });
  await run('cp', ['-a', unpacked, beside]);
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
}
