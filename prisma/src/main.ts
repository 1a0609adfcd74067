import { migrate } from './migrate.ts';
import { MigrationError } from './migration-error.ts';
import { giveServiceLogin } from './service-login.ts';

/*
 * Brings the database of DATABASE_URL up to date and ends: what a deployment runs before its services. With
 * SERVICE_DATABASE_PASSWORD services can log in as `sunbeon_service` afterwards, which owns nothing.
 */

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const password = process.env['SERVICE_DATABASE_PASSWORD'] ?? '';
try {
  if (!URL.canParse(databaseUrl)) throw new MigrationError('DATABASE_URL: the address of a Postgres, postgres://…');
  process.stdout.write(`${JSON.stringify(await migrate(databaseUrl))}\n`);
  if (password !== '') await giveServiceLogin(databaseUrl, password);
} catch (error) {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
