import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export interface StoreOptions {
  readonly databaseUrl: string;
  /** Connections at most. */
  readonly poolSize: number;
}

/** The truth in Postgres: what each verb of this package is given first. Disposing it closes its connections. */
export interface Store extends AsyncDisposable {
  readonly prisma: PrismaClient;
  /** The same connections without Prisma: for the one statement that has to be fast. */
  readonly pool: pg.Pool;
  /** Rejects while Postgres does not answer. */
  readonly ping: () => Promise<void>;
}

/** Longest to wait for a connection, out of the pool or new. */
const CONNECT_LIMIT_MS = 5_000;

/** Opens no connection yet: the first statement does, and so does the first after Postgres was away. */
export function openStore({ databaseUrl, poolSize }: StoreOptions): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: 'sunbeon',
    // Prisma writes and reads instants without their zone and takes UTC for granted.
    options: '-c timezone=UTC',
  });
  // A connection that breaks while nobody uses it is replaced when the next one is needed.
  pool.on('error', () => null);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`;
    },
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
