import pg from 'pg';
import { connectionOf } from './connection.ts';
import { readSchema } from './migration-folder.ts';
import { EVERYTHING, openSchemaEngine } from './schema-engine.ts';

/**
 * The SQL that would bring the database at `databaseUrl` from where it is to `schema.prisma`; empty when they agree. What
 * Prisma's schema language cannot say (functions, triggers, checks) is not compared.
 */
export async function driftOf(databaseUrl: string): Promise<string> {
  const pool = new pg.Pool(connectionOf(databaseUrl));
  try {
    using engine = await openSchemaEngine(pool);
    const schema = await readSchema();
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', configDir: '', ...schema },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      filters: EVERYTHING,
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  } finally {
    await pool.end();
  }
}
