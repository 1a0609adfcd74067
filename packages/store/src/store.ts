import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export interface StoreOptions {
  readonly databaseUrl: string;
  /** Connections at most. */
  readonly poolSize: number;
}

/** The truth in Postgres: what each verb of this package is given first. Disposing it closes its connections. */
export interface Store extends AsyncDisposable {
  readonly prisma: PrismaClient;
  /** Rejects while Postgres does not answer. */
  readonly ping: () => Promise<void>;
}

/** Longest to wait for a connection, out of the pool or new. */
const CONNECT_LIMIT_MS = 5_000;

/** Opens no connection yet: the first statement does, and so does the first after Postgres was away. */
export function openStore({ databaseUrl, poolSize }: StoreOptions): Store {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: 'sunbeon',
    // Prisma writes and reads instants without their zone and takes UTC for granted.
    options: '-c timezone=UTC',
  });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`;
    },
    [Symbol.asyncDispose]: () => prisma.$disconnect(),
  };
}
