import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REACHABLE_ROOT } from './postgres-binaries.ts';
import { processIdentity } from './process-identity.ts';

/** In each folder here: which cluster folder was asked for. */
const NOTE = 'stands-for';

/**
 * Where a cluster goes that Postgres could not reach in the folder that was asked for: always the same place. Clusters
 * whose own data folder was removed meanwhile are removed too.
 */
export async function elsewhere(asked: string): Promise<string> {
  await removeOrphans();
  const home = join(REACHABLE_ROOT, createHash('sha256').update(asked).digest('hex').slice(0, 16));
  await mkdir(home, { recursive: true, mode: 0o755 });
  await writeFile(join(home, NOTE), asked, { mode: 0o600 });
  return join(home, 'cluster');
}

async function removeOrphans(): Promise<void> {
  for (const name of await readdir(REACHABLE_ROOT).catch(() => [])) {
    const home = join(REACHABLE_ROOT, name);
    const asked = await readFile(join(home, NOTE), 'utf8').catch(() => null);
    if (asked === null || (await stat(join(asked, '..')).catch(() => null)) || (await isServed(home))) continue;
    await rm(home, { recursive: true, force: true });
  }
}

async function isServed(home: string): Promise<boolean> {
  const [pid] = (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return pid ? ((await processIdentity(Number(pid)))?.includes('postgres') ?? false) : false;
}
