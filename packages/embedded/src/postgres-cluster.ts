import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canReach, postgresAccount } from './account.ts';
import { elsewhere } from './elsewhere.ts';
import { EmbeddedError } from './embedded-error.ts';
import type { Account } from './kept-process.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { endLeftover } from './process-identity.ts';

const run = promisify(execFile);

export interface Cluster {
  readonly folder: string;
  readonly password: string;
  readonly account: Account;
}

/** The cluster that belongs to `dataDir`: found, or made with a random password. A server left over from a killed launcher is ended. */
export async function prepareCluster(dataDir: string, onNotice?: (line: string) => void): Promise<Cluster> {
  const passwordFile = join(dataDir, 'password');
  const known = await readFile(passwordFile, 'utf8').catch(() => null);
  const asked = join(await realpath(dataDir), 'cluster');
  const account = await postgresAccount(asked);
  const folder = (await canReach(account, asked)) ? asked : await elsewhere(asked);
  if (folder !== asked) onNotice?.(`Postgres may not run as root and cannot reach ${asked}: its data is in ${folder}`);
  if (known !== null && (await stat(join(folder, 'PG_VERSION')).catch(() => null))) {
    const owner = await postgresAccount(folder);
    await endLeftoverOf(folder);
    return { folder, password: known, account: owner };
  }
  const password = randomBytes(24).toString('base64url');
  // Without its password a cluster is of no use: the data folder was removed, or initdb was interrupted.
  await rm(folder, { recursive: true, force: true });
  await initialise(folder, password, account);
  await writeFile(passwordFile, password, { mode: 0o600 });
  return { folder, password, account };
}

/** Same order and case rules on every platform; no locale of the machine is needed. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

async function initialise(folder: string, password: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
  const { initdb } = await postgresBinaries(account);
  const flags = ['--username=sunbeon', '--auth=scram-sha-256', '--pwfile=/dev/stdin', '--no-sync', ...LOCALE];
  // The password goes through a pipe of the shell's: initdb cannot open the socket Node would give it.
  const running = run('/bin/sh', ['-c', 'cat | "$0" "$@"', initdb, '-D', folder, ...flags], { cwd: '/', ...account });
  running.child.stdin?.end(`${password}\n`);
  try {
    await running;
  } catch (error) {
    const words = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    const reason = words.trim().split('\n').at(-1) ?? '';
    throw new EmbeddedError(`Postgres could not make its data folder ${folder}: ${reason}`, { cause: error });
  }
}

/** The pid file's second line is the folder its server serves. */
async function endLeftoverOf(folder: string): Promise<void> {
  const [pid, servedFolder] = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  if (servedFolder === folder) await endLeftover(Number(pid), 'postgres', 'SIGINT');
}
