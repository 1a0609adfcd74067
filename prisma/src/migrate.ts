import pg from 'pg';
import { connectionOf } from './connection.ts';
import { MigrationError } from './migration-error.ts';
import { readMigrations } from './migration-folder.ts';
import { EVERYTHING, openSchemaEngine } from './schema-engine.ts';

/** Ours, around Prisma's own advisory lock: that one gives up after ten seconds, too soon for a long migration. */
const MIGRATION_LOCK = 7_360_100;
/** Longest to wait for another migration of the same database. */
const LOCK_WAIT_MS = 60_000;

/**
 * Brings the database up to date and says which migrations that took, none if it was; services' role, `sunbeon_service`, is
 * given what they may do in it. Safe to call from several processes at once: one migrates, the others wait for it. Throws
 * {@link MigrationError} with one line on what is wrong.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const connection = connectionOf(databaseUrl);
  const pool = new pg.Pool(connection);
  try {
    return { applied: await underLock(pool, () => applyMigrations(pool)) };
  } catch (error) {
    throw new MigrationError(`cannot migrate ${whereTo(connection)}: ${reasonOf(error)}`, { cause: error });
  } finally {
    await pool.end();
  }
}

/** Runs `work` while no other migration of this database runs; the lock goes with its connection. */
async function underLock<Result>(pool: pg.Pool, work: () => Promise<Result>): Promise<Result> {
  const connection = await pool.connect();
  try {
    await connection.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    connection.release(true);
  }
}

async function applyMigrations(pool: pg.Pool): Promise<string[]> {
  using engine = await openSchemaEngine(pool);
  const applied = await engine.applyMigrations({ migrationsList: await readMigrations(), filters: EVERYTHING });
  // Of tables made just now, and where the role itself was made after the last migration.
  await pool.query('SELECT give_service_role()');
  return applied.appliedMigrationNames;
}

function whereTo({ host, port, database }: pg.PoolConfig): string {
  return `${database ?? 'the default database'} at ${host ?? 'localhost'}:${port ?? ''}`;
}

/** What went wrong, on one line; the engine's own messages run over several, and a refused connection has one per address. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(reasonOf).join(', ');
  const text = 'message' in error ? String(error.message) : 'unknown error';
  return text.replaceAll(/\s+/g, ' ').trim();
}
