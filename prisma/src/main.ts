import { migrate } from './migrate.ts';
import { MigrationError } from './migration-error.ts';

/* Brings the database of DATABASE_URL up to date and ends: what a deployment runs before its services. */

const databaseUrl = process.env['DATABASE_URL'] ?? '';
try {
  if (!URL.canParse(databaseUrl)) throw new MigrationError('DATABASE_URL: the address of a Postgres, postgres://…');
  process.stdout.write(`${JSON.stringify(await migrate(databaseUrl))}\n`);
} catch (error) {
  const isExpected = error instanceof MigrationError;
  process.stderr.write(`migrate: ${isExpected ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
