import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { driftOf, MigrationError, migrate } from '../src/index.ts';

/* Not by way of the test kit, whose databases are made by the very function that is tested here. */

const server = process.env['SUNBEON_TEST_POSTGRES_URL'] ?? '';
const migrations = new URL('../migrations/', import.meta.url);

let admin: pg.Client;
const made: string[] = [];
beforeAll(async () => {
  admin = new pg.Client({ connectionString: server });
  await admin.connect();
});
afterAll(async () => {
  for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
});

async function emptyDatabase(): Promise<string> {
  const name = `migrate_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  return server.replace(/\/\w+$/, `/${name}`);
}

async function inDatabase<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrations, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.toSorted((a, b) => a.localeCompare(b, 'en'));
}

async function oneLineOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrationError);
  const message = error instanceof Error ? error.message : '';
  expect(message).not.toContain('\n');
  return message;
}

test('an empty database is brought to the schema, and a second run finds nothing to do', async () => {
  const url = await emptyDatabase();
  expect(await migrate(url)).toEqual({ applied: await migrationNames() });
  expect(await driftOf(url)).toBe('');
  expect(await migrate(url)).toEqual({ applied: [] });
});

test('drift is seen', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  await inDatabase(url, 'ALTER TABLE site DROP COLUMN province; DROP INDEX booking_one_per_person');
  const drift = await driftOf(url);
  expect(drift).toContain('ADD COLUMN     "province" TEXT NOT NULL');
  expect(drift).toContain('CREATE UNIQUE INDEX "booking_one_per_person"');
});

test('the history is what "prisma migrate deploy" writes and reads', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const history = await inDatabase(url, 'SELECT * FROM _prisma_migrations ORDER BY started_at');
  const names = await migrationNames();
  const scripts = await Promise.all(names.map((name) => readFile(new URL(`${name}/migration.sql`, migrations))));
  expect(history).toEqual(
    names.map((name, index) => ({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      checksum: createHash('sha256')
        .update(scripts[index] ?? '')
        .digest('hex'),
      migration_name: name,
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
      applied_steps_count: 1,
    })),
  );
});

test('several processes may migrate at once: each migration is applied once', async () => {
  const url = await emptyDatabase();
  const runs = await Promise.all(Array.from({ length: 3 }, () => migrate(url)));
  const applied = runs.flatMap((run) => run.applied);
  expect(applied).toEqual(await migrationNames());
});

test('what is wrong is said in one line', async () => {
  const nobody = 'postgresql://postgres@127.0.0.1:1/sunbeon';
  expect(await oneLineOf(migrate(nobody))).toContain('cannot migrate sunbeon at 127.0.0.1:1: connect ECONNREFUSED');
  expect(await oneLineOf(migrate('mysql://localhost/sunbeon'))).toContain('DATABASE_URL');
  const missing = server.replace(/\/\w+$/, '/no_such_database');
  expect(await oneLineOf(migrate(missing))).toContain('database "no_such_database" does not exist');
  const occupied = await emptyDatabase();
  await inDatabase(occupied, 'CREATE TABLE something_else (id integer)');
  expect(await oneLineOf(migrate(occupied))).toContain('not empty');
});
