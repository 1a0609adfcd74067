import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export interface StoreOptions {
  readonly databaseUrl: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** Longest to wait for the answer to a statement, in milliseconds. Default 20,000. */
  readonly answerLimitMs?: number;
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

/**
 * Longest to wait for an answer. Something on the way may have forgotten the connection, or the machine behind it may be
 * gone: then none ever comes, and without a limit whoever asked, and soon every connection of the pool, waits for good.
 */
const ANSWER_LIMIT_MS = 20_000;

/** Opens no connection yet: the first statement does, and so does the first after Postgres was away. */
export function openStore({ databaseUrl, poolSize, answerLimitMs = ANSWER_LIMIT_MS }: StoreOptions): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: answerLimitMs,
    application_name: 'sunbeon',
    // Prisma writes and reads instants without their zone and takes UTC for granted.
    options: '-c timezone=UTC',
  });
  // A connection that breaks while nobody uses it is replaced when the next one is needed.
  pool.on('error', () => null);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Of a transaction: longest to wait for its connection, and to last.
    transactionOptions: { maxWait: CONNECT_LIMIT_MS, timeout: answerLimitMs },
  });
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
