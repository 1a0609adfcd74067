import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError, startPostgres, startRedis } from '@sunbeon/embedded';
import { migrate } from '@sunbeon/migrations';
import { Client } from 'pg';
import { POSTGRES_VARIABLE, REDIS_VARIABLE, TEMPLATE } from './addresses.ts';

/* A process that holds the databases of one test run and ends them when the run is over. */

async function prepareTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrate(url.replace(/\/\w+$/, `/${TEMPLATE}`));
    // A template that somebody is connected to cannot be copied, and a pool may linger.
    await admin.query(`ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [TEMPLATE]);
  } finally {
    await admin.end();
  }
}

async function serve(): Promise<void> {
  const over = once(process, 'disconnect');
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-test-'));
  // As root Postgres runs as somebody else, who must get in.
  await chmod(folder, 0o755);
  try {
    await using redis = await startRedis({ dataDir: join(folder, 'redis'), persistent: false });
    await using postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durability: 'fast' });
    await prepareTemplate(postgres.url);
    process.send?.({ [POSTGRES_VARIABLE]: postgres.url, [REDIS_VARIABLE]: redis.url });
    await over;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Ctrl-C reaches this process too; it ends when jest lets go of it, after the tests.
process.on('SIGINT', () => {});
try {
  await serve();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof EmbeddedError ? error.message : String(error)}\n`);
  process.exit(1);
}
