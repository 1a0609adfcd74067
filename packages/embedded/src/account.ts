import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './kept-process.ts';

/** Accounts that exist on nearly every system and own nothing that matters, in order of preference. */
const UNPRIVILEGED = ['postgres', 'nobody'];
const FALLBACK = { uid: 65_534, gid: 65_534 };

/**
 * The account Postgres runs as, because it refuses to run as root: ours when we are somebody, else the owner of the data
 * that is there already, else an unprivileged account of this system.
 */
export async function postgresAccount(clusterDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const existing = await stat(clusterDir).catch(() => null);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of UNPRIVILEGED) {
    const [, , uid, gid] =
      accounts
        .split('\n')
        .find((line) => line.startsWith(`${name}:`))
        ?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return FALLBACK;
}

/** Whether `account` may walk down to `path`: every folder above it lets it through. Folders not there yet do not count. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  for (let folder = await nearestExisting(dirname(path)); ; folder = dirname(folder)) {
    if (!mayEnter(account, await stat(folder))) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function nearestExisting(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  return real ?? nearestExisting(dirname(path));
}

function mayEnter(account: Account, folder: { uid: number; gid: number; mode: number }): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
