import { join } from 'node:path';
import { type EmbeddedServer, startPostgres, startRedis } from '@sunbeon/embedded';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { reasonOf } from './error-words.ts';
import type { StackPorts } from './record.ts';
import type { StackSettings } from './settings.ts';
import { StackError } from './stack-error.ts';

const CONNECT_LIMIT_MS = 5_000;

/** A database the stack uses: one it holds, or one that was given. */
export interface Database {
  readonly url: string;
  /** Starts it again on the same port after it ended unasked; `null` for a database that was given. */
  readonly held: { readonly server: EmbeddedServer; readonly start: () => Promise<EmbeddedServer> } | null;
}

/** Embedded Postgres, or the one of `DATABASE_URL` if it answers. */
export async function openPostgres(
  settings: StackSettings,
  ports: StackPorts,
  onNotice: (line: string) => void,
): Promise<Database> {
  if (settings.databaseUrl !== null) {
    await reachPostgres(settings.databaseUrl);
    return { url: settings.databaseUrl, held: null };
  }
  const dataDir = join(settings.dataDir, 'postgres');
  const start = () => startPostgres({ dataDir, port: ports.postgres, onNotice });
  const server = await start();
  return { url: server.url, held: { server, start } };
}

/** Embedded Redis, or the one of `REDIS_URL` if it answers. */
export async function openRedis(settings: StackSettings, ports: StackPorts): Promise<Database> {
  if (settings.redisUrl !== null) {
    // Of a cluster, the first node.
    const [first = ''] = settings.redisUrl.split(',', 1);
    await reachRedis(first);
    return { url: settings.redisUrl, held: null };
  }
  const dataDir = join(settings.dataDir, 'redis');
  const start = () => startRedis({ dataDir, port: ports.redis });
  const server = await start();
  return { url: server.url, held: { server, start } };
}

async function reachPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => {
    // The query's rejection tells.
  });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw unreachable('DATABASE_URL', 'Postgres', url, error);
  } finally {
    await client.end().catch(() => null);
  }
}

async function reachRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_LIMIT_MS,
    commandTimeout: CONNECT_LIMIT_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let trouble: unknown = null;
  redis.on('error', (error) => {
    trouble = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw unreachable('REDIS_URL', 'Redis', url, trouble ?? error);
  } finally {
    redis.disconnect();
  }
}

function unreachable(variable: string, what: string, url: string, cause: unknown): StackError {
  const { host } = new URL(url);
  return new StackError(
    `no ${what} answers at ${host} (${reasonOf(cause)}): correct ${variable}, or unset it to use the embedded one`,
    { cause },
  );
}
