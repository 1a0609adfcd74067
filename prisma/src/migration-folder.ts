import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList, SchemasContainer } from './schema-engine.ts';

const SCRIPT = 'migration.sql';
const LOCKFILE = 'migration_lock.toml';
const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Every migration of this package, in the order of their names, as the schema engine wants them. */
export async function readMigrations(): Promise<MigrationList> {
  const baseDir = here('migrations');
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = names.toSorted().map(async (name) => ({
    path: name,
    migrationFile: {
      path: SCRIPT,
      content: { tag: 'ok' as const, value: await readFile(join(baseDir, name, SCRIPT), 'utf8') },
    },
  }));
  return {
    baseDir,
    lockfile: { path: LOCKFILE, content: await readFile(join(baseDir, LOCKFILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  };
}

/** The schema the code is generated from. */
export async function readSchema(): Promise<SchemasContainer> {
  const path = here('schema.prisma');
  return { files: [{ path, content: await readFile(path, 'utf8') }] };
}
