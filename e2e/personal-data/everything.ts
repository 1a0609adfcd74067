import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { redisContents } from '@sunbeon/test-kit';
import type { House } from '../house.ts';
import type { Source } from './find-spellings.ts';

/** The files Postgres keeps its tables in: what stands in them is read as tables instead. */
const CLUSTER_FILES = /(?:^|\/)(?:base|global|pg_\w+|PG_VERSION)(?:\/|$)/;

/** Everything a house has written down by now: files of its data folder, tables, Redis, metrics of every service. */
export async function everythingIn(house: House): Promise<Source[]> {
  return [
    ...(await filesIn(house.stack.dataDir)),
    ...(await tablesOf(house)),
    ...(await redisContents(house.stack.record.redisUrl)).map(({ key, content }) => ({
      where: `Redis ${key}`,
      content,
    })),
    ...(await metricsOf(house)),
  ];
}

async function filesIn(folder: string): Promise<Source[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const ours = paths.filter((path) => !CLUSTER_FILES.test(relative(folder, path)));
  return Promise.all(ours.map(async (path) => ({ where: relative(folder, path), content: await readFile(path) })));
}

/** Every column of every row as text, and the statements Postgres was running last. */
async function tablesOf({ database }: House): Promise<Source[]> {
  const { rows: tables } = await database.query<{ name: string }>(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`);
  const sources: Source[] = [];
  for (const name of [...tables.map((table) => table.name), 'pg_stat_activity']) {
    const { rows } = await database.query<{ row: string }>(`SELECT held::text AS row FROM ${name} AS held`);
    sources.push({ where: `table ${name}`, content: Buffer.from(rows.map(({ row }) => row).join('\n')) });
  }
  return sources;
}

async function metricsOf({ stack, fetch }: House): Promise<Source[]> {
  const { gate, staff, api, workerOps, notifierOps, sandbox } = stack.record.ports;
  return Promise.all(
    [gate, staff, api, workerOps, notifierOps, sandbox].map(async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      if (!answer.ok) throw new Error(`no metrics on ${port}: ${answer.status}`);
      return { where: `metrics on ${port}`, content: Buffer.from(await answer.text()) };
    }),
  );
}
