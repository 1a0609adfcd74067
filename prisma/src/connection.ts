import type { PoolConfig } from 'pg';
import { MigrationError } from './migration-error.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_PORT = 5_432;

/**
 * How to reach the database of `databaseUrl`, taken apart: the schema engine makes its shadow database by changing the
 * name alone, which a connection string would override. Throws {@link MigrationError} when it is not a Postgres address.
 */
export function connectionOf(databaseUrl: string): PoolConfig {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new MigrationError('DATABASE_URL is not a postgresql:// address');
  }
  return {
    host: url.searchParams.get('host') ?? part(url.hostname),
    port: Number(url.port || DEFAULT_PORT),
    user: part(url.username),
    password: part(url.password),
    database: part(url.pathname.slice(1)),
    ssl: ['require', 'verify-full'].includes(url.searchParams.get('sslmode') ?? ''),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
}

function part(text: string): string | undefined {
  return text === '' ? undefined : decodeURIComponent(text);
}
