import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { EmbeddedError, freePort, startPostgres } from '../src/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunbeon-embedded-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

test('a second start finds its data again, and commits wait for the disk', async () => {
  const dataDir = join(folder, 'twice');
  {
    await using first = await startPostgres({ dataDir });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await expect(ask(first.url, 'SHOW synchronous_commit')).resolves.toEqual(['on']);
    await expect(ask(first.url, 'SHOW listen_addresses')).resolves.toEqual(['127.0.0.1']);
    await expect(ask(first.url, "SELECT split_part(current_setting('server_version'), '.', 1)")).resolves.toEqual([
      '18',
    ]);
  }
  await using second = await startPostgres({ dataDir });
  await expect(ask(second.url, 'SELECT one FROM kept')).resolves.toEqual([1]);
});

test('nobody gets in without the password', async () => {
  await using server = await startPostgres({ dataDir: join(folder, 'locked'), durability: 'fast' });
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('a busy port is told in one line', async () => {
  await using first = await startPostgres({ dataDir: join(folder, 'busy-1'), durability: 'fast' });
  const second = startPostgres({ dataDir: join(folder, 'busy-2'), port: first.port, durability: 'fast' });
  await expect(second).rejects.toThrow(EmbeddedError);
  await expect(second).rejects.toThrow(/^Postgres did not start: .*$/);
});

test('as root, a folder that only root may enter is no obstacle, and what was put elsewhere goes when it goes', async () => {
  if (process.getuid?.() !== 0) return;
  const home = await mkdtemp(join(folder, 'home-'));
  const notices: string[] = [];
  const start = (name: string) =>
    startPostgres({ dataDir: join(home, name), durability: 'fast', onNotice: (line) => notices.push(line) });
  const first = await start('first');
  const [cluster = ''] = await ask(first.url, 'SHOW data_directory');
  expect(notices).toEqual([expect.stringContaining(String(cluster))]);
  await expect(stat(String(cluster))).resolves.not.toMatchObject({ uid: 0 });
  await first.stop();

  await rm(join(home, 'first'), { recursive: true });
  await using second = await start('second');
  await expect(ask(second.url, 'SELECT 1')).resolves.toEqual([1]);
  await expect(stat(String(cluster))).rejects.toThrow('ENOENT');
});

test('free ports are different from one another', async () => {
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  expect(new Set(ports).size).toBe(3);
});
