import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const FETCH_LIMIT_MS = 120_000;

/**
 * Downloads packages of Debian and unpacks them into `folder`, in one step at the end: nothing is installed and no root
 * needed. Whoever comes second keeps the first one's. Rejects where there is no Debian, or no network.
 */
export async function unpackDebianPackages(packages: readonly string[], folder: string): Promise<void> {
  const draft = await mkdtemp(join(tmpdir(), 'sunbeon-packages-'));
  try {
    const unpacked = join(draft, 'unpacked');
    await mkdir(unpacked);
    await downloadInto(draft, packages);
    for (const file of await readdir(draft)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', join(draft, file), unpacked]);
    }
    await place(unpacked, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** With the package lists of the system, else with lists of our own, so that neither root nor the system's state is touched. */
async function downloadInto(draft: string, packages: readonly string[]): Promise<void> {
  const limits = { cwd: draft, timeout: FETCH_LIMIT_MS };
  try {
    await run('apt-get', ['download', '-q', ...packages], limits);
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
    await run('apt-get', [...own, 'download', '-q', ...packages], limits);
  }
}

async function place(unpacked: string, folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await run('cp', ['-a', unpacked, beside]);
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
}
