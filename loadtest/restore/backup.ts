import { chmod, chown, cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

/** What a running server has in its folder and a backup must not. */
const NOT_KEPT = new Set(['postmaster.pid', 'postmaster.opts', 'pg_wal']);
const ARCHIVED_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 50;

const stoppedSchema = z.tuple([z.object({ labelfile: z.string(), spcmapfile: z.string() })]);
const walSchema = z.tuple([z.object({ wal: z.string() })]);
const archivedSchema = z.tuple([z.object({ last: z.string().nullable() })]);

/** Makes the folder into which Postgres puts what it writes, segment by segment, and says by which settings it does. */
export async function makeArchive(folder: string, clusterFolder: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid, gid } = await stat(clusterFolder);
  await chown(folder, uid, gid);
  return { archive_mode: 'on', archive_command: `test ! -f "${folder}/%f" && cp "%p" "${folder}/%f"` };
}

/**
 * A base backup of a running Postgres by its low-level API (Postgres 18 manual, 25.3.4): its files as they are, and the label
 * that says from where its own log has to be replayed. Bookings go on meanwhile.
 */
export async function takeBaseBackup(url: string, clusterFolder: string, target: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { uid, gid } = await stat(clusterFolder);
    await client.query("SELECT pg_backup_start('rehearsal', fast => true)");
    await cp(clusterFolder, target, {
      recursive: true,
      filter: (source) => !NOT_KEPT.has(source.slice(clusterFolder.length + 1)),
    });
    const [{ labelfile, spcmapfile }] = stoppedSchema.parse(
      (await client.query('SELECT * FROM pg_backup_stop()')).rows,
    );
    await writeFile(join(target, 'backup_label'), labelfile);
    if (spcmapfile !== '') await writeFile(join(target, 'tablespace_map'), spcmapfile);
    // It belongs to whom Postgres runs as, also where this process is root.
    await giveTo(target, uid, gid);
  } finally {
    await client.end();
  }
}

/** Waits until everything that was committed so far is in the archive. */
export async function archiveEverything(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const [{ wal }] = walSchema.parse((await client.query('SELECT pg_walfile_name(pg_switch_wal()) AS wal')).rows);
    const deadline = performance.now() + ARCHIVED_WITHIN_MS;
    for (;;) {
      const { rows } = await client.query('SELECT last_archived_wal AS last FROM pg_stat_archiver');
      const [{ last }] = archivedSchema.parse(rows);
      if (last !== null && last >= wal) return;
      if (performance.now() > deadline) throw new Error(`${wal} was not archived, the last one is ${last}`);
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    await client.end();
  }
}

/** Lays a base backup where Postgres will look for its cluster; by these settings it replays the archive to its end. */
export async function layBackup(
  backup: string,
  clusterFolder: string,
  archive: string,
): Promise<Readonly<Record<string, string>>> {
  const { uid, gid } = await stat(join(backup, 'PG_VERSION'));
  await rm(clusterFolder, { recursive: true, force: true });
  await cp(backup, clusterFolder, { recursive: true, preserveTimestamps: true });
  await mkdir(join(clusterFolder, 'pg_wal'), { mode: 0o700 });
  await writeFile(join(clusterFolder, 'recovery.signal'), '');
  await giveTo(clusterFolder, uid, gid);
  // Postgres refuses a cluster that others could read.
  await chmod(clusterFolder, 0o700);
  return { restore_command: `cp "${archive}/%f" "%p"` };
}

async function giveTo(folder: string, uid: number, gid: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true });
  await Promise.all([folder, ...entries.map((entry) => join(folder, entry))].map((path) => chown(path, uid, gid)));
}
