import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startRedis } from '../src/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunbeon-death-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const LAUNCHER = `
  const { startPostgres, startRedis } = await import(process.argv[1]);
  const redis = await startRedis({ dataDir: process.argv[2] + '/redis' });
  const postgres = await startPostgres({ dataDir: process.argv[2] + '/postgres', durability: 'fast' });
  console.log(JSON.stringify([redis.pid, postgres.pid]));
  setInterval(() => {}, 1_000);
`;

test('when the launcher is killed, its databases end by themselves', async () => {
  const door = new URL('../src/index.ts', import.meta.url).href;
  const flags = ['--conditions=source', '--import', 'tsx', '--input-type=module', '-e', LAUNCHER];
  const launcher = spawn(process.execPath, [...flags, door, folder], {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(launcher.stdout, 'data');
  const pids: number[] = JSON.parse(String(line));
  expect(pids).toHaveLength(2);
  launcher.kill('SIGKILL');
  await gone(pids);
});

test('a Redis that outlived everything is ended by the next start', async () => {
  const dataDir = join(folder, 'orphan');
  const orphan = await startRedis({ dataDir });
  const keepers = await parentsOf(orphan.pid);
  for (const keeper of keepers) process.kill(keeper, 'SIGKILL');
  await using next = await startRedis({ dataDir });
  expect(next.pid).not.toBe(orphan.pid);
  await gone([orphan.pid]);
});

async function parentsOf(pid: number): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
  const children = await readdir('/proc');
  const siblings = await Promise.all(
    children.filter(Number).map(async (name) => {
      const text = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
      return new RegExp(`^PPid:\\s+${parent}$`, 'm').test(text) && Number(name) !== pid ? [Number(name)] : [];
    }),
  );
  return [...siblings.flat(), parent];
}

async function gone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (const pid of pids) {
    while (await runs(pid)) {
      if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
      await delay(20);
    }
  }
}

/** A zombie has ended; who inherited it has not looked yet. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}
